import type { EventType, JudgedData } from '../domain/event.js';
import type { Instant } from '../domain/instant.js';
import type { DayTable } from './day-table.js';

/** One stored event as it was delivered: what of it the time limits look at. */
export interface DeliveredEvent {
  readonly type: EventType;
  /** When it happened (occurred). */
  readonly at: Instant;
  /** Number of the feed that reported it. */
  readonly feed: number;
  readonly data: JudgedData;
}

/** The events of one case that one transaction stored. */
export interface Delivery {
  readonly batch: number;
  readonly receivedAt: Instant;
  readonly events: readonly DeliveredEvent[];
}

/** A source and how far it said it had reported, in the order in which it said so. */
export interface FeedHistory {
  readonly policy: 'clock' | 'declared';
  /** Milliseconds; only `clock` feeds use it. */
  readonly maxLag: number;
  /** Organisations on whose cases it may report, also `prefix*` and `*`; absent: all. */
  readonly scope?: readonly string[];
  /** The `feed.watermark` events of a `declared` feed, in any order; going backwards moves nothing. */
  readonly watermarks: readonly { readonly batch: number; readonly until: Instant; readonly receivedAt?: Instant }[];
}

/**
 * Everything from which the cards of one case follow. Nothing in it was computed by the live evaluator.
 *
 * After the last delivery time goes on: `horizons` says for each feed up to which instant. For a `clock` feed it is
 * that instant itself (now − maxLag, or the instant up to which the sweep has come), for a `declared` feed its
 * declared watermark. A feed that is not named goes no further than the deliveries took it.
 */
export interface CaseHistory {
  /** In order of `batch`. */
  readonly deliveries: readonly Delivery[];
  readonly feeds: ReadonlyMap<number, FeedHistory>;
  readonly horizons: ReadonlyMap<number, Instant>;
  /** Only item versions with an id up to this one are known to the case. */
  readonly catalogueRevision: number;
}

export type LimitUnit = 'workingDay' | 'calendarDay' | 'workingHour' | 'hour' | 'month' | 'year';

/** Contract §3; members that are absent or null are blank. */
export interface VerifyLimit {
  readonly amount?: number | null;
  readonly unit: LimitUnit;
  readonly from?: 'acceptance' | 'receipt' | null;
}

export interface VerifyItem {
  readonly kind?: 'instant' | 'promised' | null;
  readonly statutory?: VerifyLimit | null;
  readonly promised?: VerifyLimit | null;
  readonly steps?: readonly {
    readonly name: string;
    readonly code?: string | null;
    readonly limit?: VerifyLimit | null;
  }[];
  readonly pauses?: readonly { readonly kind: string; readonly maxDays?: number | null }[];
  /** What is delivered after a grant, and within how many working days. */
  readonly result?: { readonly deliverDays?: number | null } | null;
}

export interface VerifyItemVersion {
  readonly id: number;
  readonly code: string;
  /** null: always. */
  readonly effectiveFrom: Instant | null;
  readonly body: VerifyItem;
}

export const RULES = [
  'T-PROMISE-NEAR',
  'T-PROMISE-OVER',
  'T-STATUTE-OVER',
  'T-STEP-OVER',
  'T-NOTICE-LATE',
  'T-PROMISE-PART',
  'T-PROMISE-FAR',
  'T-STATUTE-FAR',
  'T-DELIVER-LATE',
] as const;
export type RuleCode = (typeof RULES)[number];

/** What a rule profile says and this evaluator needs. */
export interface VerifyProfile {
  /** Of the rules that are switched on. */
  readonly levels: Readonly<Partial<Record<RuleCode, string>>>;
  /** Working days before the due day on which the reminder comes. */
  readonly reminderDaysBefore: number;
  /** The smallest limit in working days that has a reminder. */
  readonly reminderMinimumDays: number;
  /** Working days for the one notice of everything missing, then the case counts as accepted. */
  readonly noticeDays: number;
  /** Working days for the delivery after a grant, where the item states none; absent: nobody watches it. */
  readonly deliverDays?: number;
  /** Percent of the promised working days after which a reminder comes; absent like all that follow: switched off. */
  readonly promisePart?: number;
  /** Working days after the due day. */
  readonly promiseFar?: number;
  readonly statuteFar?: number;
  /** Are limits in working days counted in office time from the instant of the start on? */
  readonly byMoment?: boolean;
}

/** The standards frozen on one case. */
export interface VerifyStandards {
  /** Every version of every item, by code. */
  readonly items: ReadonlyMap<string, readonly VerifyItemVersion[]>;
  readonly calendar: DayTable;
  /** Calendars that ended too early, in the order in which the case left them. */
  readonly formerCalendars?: readonly FormerCalendar[];
  readonly profile: VerifyProfile;
}

export interface FormerCalendar {
  readonly calendar: DayTable;
  /** Deliveries before this batch were judged by it. */
  readonly untilBatch: number;
  /** Up to here time went on by it after the last of them. */
  readonly judgedTo: Instant;
}

export interface ExpectedFinding {
  readonly breachKey: string;
  readonly rule: RuleCode;
  readonly level: string;
  readonly raisedAt: Instant;
  readonly dueAt: Instant;
  readonly step?: string;
}
