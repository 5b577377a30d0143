import type { EventType, JudgedData } from '../../src/domain/event.js';
import { parseRfc3339, rfc3339, type Instant } from '../../src/domain/instant.js';
import type { RuleProfile } from '../../src/domain/standards.js';
import { liveProfile, liveStandards } from '../support/live-standards.js';
import { storedProfile } from '../support/profiles.js';
import { liveThrough } from '../support/live-case.js';
import { readCalendarDays } from '../../src/catalogue/calendars/calendar.loader.js';
import { DayTable } from '../../src/verify/day-table.js';
import type {
  CaseHistory,
  DeliveredEvent,
  Delivery,
  ExpectedFinding,
  FeedHistory,
  VerifyItem,
  VerifyItemVersion,
  VerifyStandards,
} from '../../src/verify/history.js';
import { expectedFindings } from '../../src/verify/replay.js';

/** `2014-09-22 10:00` (seconds optional) in Shanghai → instant. */
export function at(text: string): Instant {
  const [day, time = '00:00'] = text.split(' ');
  const instant = parseRfc3339(`${day}T${time.length === 5 ? `${time}:00` : time}+08:00`);
  if (instant === undefined) throw new RangeError(text);
  return instant;
}

/** Instant → `2014-09-22 10:00` (with seconds where there are any). */
export const say = (instant: Instant): string => {
  const text = rfc3339(instant).replace('T', ' ').slice(0, -6);
  return text.endsWith(':00') ? text.slice(0, 16) : text;
};

export const calendarOf = (asOf?: string): DayTable =>
  new DayTable(readCalendarDays('config/calendars', 'cn', asOf ? { asOf } : {}));
export const china = calendarOf();

export const ITEM = 'item';
const LEVELS = {
  'T-PROMISE-NEAR': 'reminder',
  'T-PROMISE-OVER': 'yellow',
  'T-STATUTE-OVER': 'red',
  'T-STEP-OVER': 'yellow',
  'T-NOTICE-LATE': 'yellow',
  'T-DELIVER-LATE': 'yellow',
} as const;

export const standardsOf = (item: VerifyItem | VerifyItemVersion[], calendar = china): VerifyStandards => ({
  items: new Map([[ITEM, Array.isArray(item) ? item : [{ id: 1, code: ITEM, effectiveFrom: null, body: item }]]]),
  calendar,
  profile: { levels: LEVELS, reminderDaysBefore: 2, reminderMinimumDays: 3, noticeDays: 5, deliverDays: 10 },
});

export function event(time: string, type: EventType, data: JudgedData = {}, feed = 1): DeliveredEvent {
  const filled = type === 'case.received' || type === 'case.accepted' ? { item: ITEM, org: 'org', ...data } : data;
  return { type, at: at(time), feed, data: filled };
}

const DECLARED: FeedHistory = { policy: 'declared', maxLag: 0, watermarks: [] };
export const CLOCK: FeedHistory = { policy: 'clock', maxLag: 60_000, watermarks: [] };

/** Everything delivered at once by a declared feed, then its watermark goes to `until`. */
export const atOnce = (events: readonly DeliveredEvent[], until: string): CaseHistory => ({
  deliveries: [{ batch: 1, receivedAt: at('2026-11-01'), events }],
  feeds: new Map([[1, DECLARED]]),
  horizons: new Map([[1, at(until)]]),
  catalogueRevision: 1,
});

/** Deliveries of a live window, each at the time it was received; then time passes to `until`. */
export const live = (deliveries: readonly [receivedAt: string, ...DeliveredEvent[]][], until: string): CaseHistory => ({
  deliveries: deliveries.map(([receivedAt, ...events], i): Delivery => ({
    batch: i + 1,
    receivedAt: at(receivedAt),
    events,
  })),
  feeds: new Map([[1, CLOCK]]),
  horizons: new Map([[1, at(until)]]),
  catalogueRevision: 1,
});

/** One line per finding: `T-PROMISE-OVER 2014-09-26 17:00 due 2014-09-26 17:00`, in order of the key. */
export const lines = (findings: readonly Pick<ExpectedFinding, 'rule' | 'step' | 'raisedAt' | 'dueAt'>[]): string[] =>
  findings
    .map(({ rule, step, raisedAt, dueAt }) =>
      [rule, step, say(raisedAt), 'due', say(dueAt)].filter((word) => word !== undefined).join(' '),
    )
    .sort();

/**
 * The findings of a history by both evaluators: every table of cases tests the live one and the separately written one
 * at once. Throws where they differ.
 */
export function findingsOf(history: CaseHistory, item: VerifyItem, profile = liveProfile): string[] {
  const standards = { ...standardsOf(item), profile: storedProfile(profile) };
  const separate = lines(expectedFindings(history, standards));
  const live = lines(
    liveThrough(history, liveStandards(item, undefined, profile)).map((f) => ({ ...f, step: f.clock.step })),
  );
  if (live.join('\n') !== separate.join('\n'))
    throw new Error(`the evaluators differ\nlive:\n${live.join('\n')}\nseparate:\n${separate.join('\n')}`);
  return live;
}

/** The findings of a case delivered at once, judged up to `until`. */
export const judged = (
  item: VerifyItem,
  events: readonly DeliveredEvent[],
  until: string,
  profile?: RuleProfile,
): string[] => findingsOf(atOnce(events, until), item, profile);
