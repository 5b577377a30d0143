import { PAUSE_KINDS, STEP_OUTCOMES } from '../../domain/event.js';
import { Flag, Moment, OneOf, Optional, Text, TextList, Whole } from './members.js';

/** Ten years: longer than any limit or special procedure in the law. */
const MAX_DAYS = 3650;

export class SupplementRequested {
  @TextList(200, 200) materials: string[];
  @Optional() @Text(64) officer?: string;
}

export class SupplementReceived {
  @Optional() @TextList(200, 200) materials?: string[];
}

/** 环节: one shape for its start and its completion. */
export class Step {
  @Text(100) step: string;
  @Text(64) officer: string;
  @Optional() @OneOf(STEP_OUTCOMES) outcome?: string;
  @Optional() @Text(4000, 0) opinion?: string;
}

export class PauseStarted {
  @OneOf(PAUSE_KINDS) kind: string;
  @Optional() @Whole(1, MAX_DAYS) plannedDays?: number;
  @Optional() @Text(1000, 0) basis?: string;
  @Optional() @Text(100) noticeNo?: string;
}

export class PauseEnded {
  @OneOf(PAUSE_KINDS) kind: string;
  @Optional() @Text(4000, 0) result?: string;
}

/** Approver and reason may be absent or empty: then the extension has no effect and is a finding, not a wrong event. */
export class ExtensionGranted {
  @Whole(1, MAX_DAYS) days: number;
  @Optional() @Text(64, 0) approver?: string;
  @Optional() @Text(4000, 0) reason?: string;
  @Optional() @Flag() toldApplicant?: boolean;
}

/** A feed's report of how far it has reported everything. */
export class FeedWatermark {
  @Moment() until: string;
}
