import { WATERMARK_TYPE, type EventType } from '../../domain/event.js';
import { CaseAccepted, CaseDecided, CaseEnded, CaseNotAccepted, CaseReceived } from './case.payloads.js';
import {
  ExtensionGranted,
  FeedWatermark,
  PauseEnded,
  PauseStarted,
  Step,
  SupplementReceived,
  SupplementRequested,
} from './procedure.payloads.js';
import {
  Complaint,
  FeeCharged,
  LicenceDelivered,
  RatingFollowedUp,
  RatingGiven,
  VisitMade,
} from './service.payloads.js';

/** Everything that a feed may send: the events of a case, and the feed's own watermark. */
export type IncomingType = EventType | typeof WATERMARK_TYPE;
export type PayloadClass = new () => object;

/** The class that describes `data`, by event type. */
export const PAYLOADS: Readonly<Record<IncomingType, PayloadClass>> = {
  'case.received': CaseReceived,
  'case.accepted': CaseAccepted,
  'case.not-accepted': CaseNotAccepted,
  'supplement.requested': SupplementRequested,
  'supplement.received': SupplementReceived,
  'step.started': Step,
  'step.completed': Step,
  'pause.started': PauseStarted,
  'pause.ended': PauseEnded,
  'extension.granted': ExtensionGranted,
  'case.decided': CaseDecided,
  'case.withdrawn': CaseEnded,
  'case.terminated': CaseEnded,
  'licence.delivered': LicenceDelivered,
  'fee.charged': FeeCharged,
  'rating.given': RatingGiven,
  'rating.followed-up': RatingFollowedUp,
  'complaint.filed': Complaint,
  'complaint.accepted': Complaint,
  'complaint.answered': Complaint,
  'complaint.upheld': Complaint,
  'complaint.dismissed': Complaint,
  'visit.made': VisitMade,
  [WATERMARK_TYPE]: FeedWatermark,
};
