import type { WorkingCalendar } from '../domain/calendar.js';
import { DAY, HOUR, MINUTE, SECOND, type Instant } from '../domain/instant.js';
import { timeWords, type Words } from '../domain/wording.js';
import type { Feed } from './feed.js';

/** A lag up to this is that of a live line (the default); for a declared feed it is no rhythm that anybody agreed on. */
const LIVE_LAG = 60 * SECOND;
/** The rhythm of a declared feed for which none was agreed: a nightly exchange. */
export const NIGHTLY = DAY;
/** A watermark is as old as the rhythm when the next one is due; half a rhythm more is left for its way. */
export const ALLOWED_RHYTHMS = 1.5;
/** Office hours without an event after which a live window counts as silent: those of one working day. */
export const SILENT_AFTER = 7 * HOUR;
/** The same by the clock on the wall where the calendar does not reach: a weekend and a day. */
export const SILENT_AFTER_UNCOUNTED = 3 * DAY;

export const FEED_STATES = ['ok', 'behind', 'silent', 'never-reported', 'disabled'] as const;
export type FeedState = (typeof FEED_STATES)[number];

/** What is known of a feed's reporting. */
export interface FeedReport extends Pick<Feed, 'policy' | 'maxLag'> {
  readonly declaredUntil: Instant | null;
  readonly lastReceivedAt: Instant | null;
  readonly createdAt: Instant;
  readonly disabledAt: Instant | null;
  /** Disabled feeds only: running cases wait for its watermark, which nobody moves any more. */
  readonly holdsCases: boolean;
  /** A line of the simulator (`SIMULATED`). */
  readonly simulated: boolean;
  /** Disabled lines of the simulator only: among the cases that wait are some on which others have reported, too. */
  readonly holdsOthers: boolean;
}

export interface FeedHealth {
  readonly state: FeedState;
  /** When this state began; `null` for `ok`. */
  readonly since: Instant | null;
  /** The inspectors should see to it (contract §2). */
  readonly alarm: boolean;
  readonly reason: Words;
}

/** Whether a feed reports as agreed. Pure. */
export function feedHealth(feed: FeedReport, now: Instant, calendar: WorkingCalendar): FeedHealth {
  if (feed.disabledAt !== null) return disabled(feed, feed.disabledAt);
  if (feed.lastReceivedAt === null && feed.declaredUntil === null)
    return {
      state: 'never-reported',
      since: feed.createdAt,
      alarm: false,
      reason: words('登记后还没有报送过', 'it has not reported anything yet'),
    };
  return feed.policy === 'declared' ? byRhythm(feed, now) : bySilence(feed.lastReceivedAt ?? now, now, calendar);
}

function disabled(feed: FeedReport, since: Instant): FeedHealth {
  const { policy, holdsCases, simulated, holdsOthers, declaredUntil } = feed;
  const at = watermarkWords(declaredUntil);
  if (simulated && !holdsOthers) {
    const rest = holdsCases
      ? words(
          '；其演示办件停在原处，开启模拟器后继续',
          '; its demonstration cases rest until the simulator is on again',
        )
      : words('', '');
    const reason = words(`模拟器已关闭，${at.zh}${rest.zh}`, `the simulator is off; ${at.en}${rest.en}`);
    return { state: 'disabled', since, alarm: false, reason };
  }
  const alarm = policy === 'declared' && holdsCases;
  const reason = alarm
    ? words(
        `已停用，${at.zh}；仍有在办件等待其水位，不再研判`,
        `it is disabled; ${at.en}, and running cases that wait for it are judged no further`,
      )
    : words('已停用', 'it is disabled');
  return { state: 'disabled', since, alarm, reason };
}

/** The agreed rhythm of a declared feed is its `maxLag`, which has no other use there. */
const rhythmOf = (maxLag: number): number => (maxLag > LIVE_LAG ? maxLag : NIGHTLY);

function byRhythm({ maxLag, declaredUntil, createdAt }: FeedReport, now: Instant): FeedHealth {
  const rhythm = rhythmOf(maxLag);
  const since = (declaredUntil ?? createdAt) + ALLOWED_RHYTHMS * rhythm;
  const at = watermarkWords(declaredUntil);
  if (now <= since) return { state: 'ok', since: null, alarm: false, reason: at };
  const every = durationWords(rhythm);
  const reason = words(`${at.zh}；应每 ${every.zh}推进一次`, `${at.en}; it should move every ${every.en}`);
  return { state: 'behind', since, alarm: true, reason };
}

function bySilence(last: Instant, now: Instant, calendar: WorkingCalendar): FeedHealth {
  const at = timeWords(last);
  const since = calendar.addWorkingTime(last, SILENT_AFTER) ?? last + SILENT_AFTER_UNCOUNTED;
  const reason = words(`最近收到事件于 ${at.zh}`, `its last event came at ${at.en}`);
  if (now <= since) return { state: 'ok', since: null, alarm: false, reason };
  return {
    state: 'silent',
    since,
    alarm: true,
    reason: words(`${reason.zh}，此后已满 1 个工作日没有事件`, `${reason.en}, and none for a working day since`),
  };
}

const words = (zh: string, en: string): Words => ({ zh, en });

function watermarkWords(until: Instant | null): Words {
  if (until === null) return words('从未申报水位', 'it has never declared a watermark');
  const at = timeWords(until);
  return words(`水位在 ${at.zh}`, `its watermark stands at ${at.en}`);
}

function durationWords(ms: number): Words {
  if (ms % HOUR === 0) return words(`${ms / HOUR} 小时`, `${ms / HOUR} h`);
  if (ms % MINUTE === 0) return words(`${ms / MINUTE} 分钟`, `${ms / MINUTE} min`);
  return words(`${ms / SECOND} 秒`, `${ms / SECOND} s`);
}
