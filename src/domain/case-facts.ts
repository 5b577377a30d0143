import type { CaseEvent, EventType } from './event.js';
import { type Instant, dayOf } from './instant.js';
import type { ItemVersion, Standards } from './standards.js';

/** Ends of a case: the first of these stops its clocks (contract §4.8). */
export const END_TYPES: readonly EventType[] = [
  'case.decided',
  'case.withdrawn',
  'case.terminated',
  'case.not-accepted',
];

/** Acts that answer an application within the five days of 行政许可法 第三十二条 (contract §4.7). */
export const ANSWER_TYPES: readonly EventType[] = ['case.accepted', 'supplement.requested', ...END_TYPES];

/** A deemed acceptance (视为受理) as it was judged: start of the clocks, and the close of business that made it true. */
export interface DeemedAcceptance {
  readonly start: Instant;
  readonly due: Instant;
}

/** What the events up to an instant say of a case, before any limit is looked at. */
export interface CaseFacts {
  /** The instant up to which the case is judged. */
  readonly asOf: Instant;
  /** The judged events, in order of time. */
  readonly events: readonly CaseEvent[];
  readonly itemCode?: string;
  readonly org?: string;
  readonly item?: ItemVersion;
  readonly received?: Instant;
  /** The first typed acceptance. */
  readonly accepted?: CaseEvent;
  readonly end?: CaseEvent;
  /** Close of business of the 5th working day after receipt; `undefined` also where it cannot be counted. */
  readonly noticeDue?: Instant;
  /** The first act that answered the application. */
  readonly answered?: Instant;
  readonly deemed: boolean;
  /** Where the clocks from acceptance start. */
  readonly start?: Instant;
  /** The instant from which `start` is known; later than `start` only for a deemed acceptance. */
  readonly startKnown: Instant;
}

/**
 * @param events in order of time
 * @param deemedBefore the acceptance that an earlier judgement found to be deemed: it stays so, whatever arrives later
 */
export function factsOf(
  events: readonly CaseEvent[],
  standards: Standards,
  asOf: Instant,
  deemedBefore?: DeemedAcceptance,
): CaseFacts {
  const judged = upTo(events, asOf);
  const received = judged.find((e) => e.type === 'case.received');
  const accepted = judged.find((e) => e.type === 'case.accepted');
  const end = judged.find((e) => END_TYPES.includes(e.type));
  const opened = received ?? accepted;
  const itemCode = received?.item ?? accepted?.item;
  const item = itemCode !== undefined && opened ? standards.itemAt(itemCode, opened.at) : undefined;
  const answered = judged.find((e) => ANSWER_TYPES.includes(e.type))?.at;
  const noticeDue = deemedBefore?.due ?? (received && noticeLimit(received.at, standards));
  const late = noticeDue !== undefined && asOf > noticeDue && (answered === undefined || answered > noticeDue);
  const deemed = deemedBefore !== undefined || late;
  return {
    asOf,
    events: judged,
    itemCode,
    org: received?.org ?? accepted?.org,
    item,
    received: received?.at,
    accepted,
    end,
    noticeDue,
    answered,
    deemed,
    start: deemed ? (deemedBefore?.start ?? received?.at) : accepted?.at,
    startKnown: deemed ? (noticeDue ?? asOf) : (accepted?.at ?? asOf),
  };
}

function noticeLimit(received: Instant, { calendar, profile }: Standards): Instant | undefined {
  const day = calendar.addWorkingDays(dayOf(received), profile.rules['T-NOTICE-LATE'].params.days ?? 5);
  return day === undefined ? undefined : calendar.close(day);
}

function upTo(events: readonly CaseEvent[], asOf: Instant): readonly CaseEvent[] {
  const last = events.at(-1);
  return !last || last.at <= asOf ? events : events.filter((e) => e.at <= asOf);
}

/** 办件状态 as a person would name it. */
export type CaseState =
  | 'waiting'
  | 'received'
  | 'supplementing'
  | 'accepted'
  | 'deemed-accepted'
  | 'decided'
  | 'withdrawn'
  | 'terminated'
  | 'not-accepted'
  | 'unknown';

export function stateOf(facts: CaseFacts): CaseState {
  if (facts.events.length === 0) return 'waiting';
  switch (facts.end?.type) {
    case 'case.decided':
      return 'decided';
    case 'case.withdrawn':
      return 'withdrawn';
    case 'case.terminated':
      return 'terminated';
    case 'case.not-accepted':
      return 'not-accepted';
    default:
      if (facts.accepted) return 'accepted';
      if (facts.deemed) return 'deemed-accepted';
      return supplementing(facts.events) ? 'supplementing' : facts.received !== undefined ? 'received' : 'unknown';
  }
}

const supplementing = (events: readonly CaseEvent[]): boolean =>
  events.findLast((e) => e.type === 'supplement.requested' || e.type === 'supplement.received')?.type ===
  'supplement.requested';
