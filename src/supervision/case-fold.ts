import { factsOf } from '../domain/case-facts.js';
import { type Occurrence, occurrences } from '../domain/clock.js';
import type { CaseEvent } from '../domain/event.js';
import { type Judgement, examine } from '../domain/examine.js';
import type { Finding } from '../domain/finding.js';
import type { Instant } from '../domain/instant.js';
import type { Standards } from '../domain/standards.js';
import { bearsOnClocks, type CaseFile, type FeedPosition, laggard, ownTime, withEvents } from './case-file.js';

/** What a delivery does to one case. */
export interface Fold {
  readonly file: CaseFile;
  /** The last one; undefined where all that came waits for the case's own time: the former one still holds. */
  readonly judgement?: Judgement;
  /** New cards to write, oldest breach first, each with the judgement that found it. */
  readonly findings: readonly { finding: Finding; judgement: Judgement }[];
  /** Indexes of the added events that are late. */
  readonly late: ReadonlySet<number>;
  readonly parkedFeed: number;
  readonly nextAt?: Instant;
}

/** A case as it was left by its last judgement. */
export interface StoredFold {
  readonly file: CaseFile;
  /** When something could happen next; until then a judgement would find nothing new. */
  readonly nextAt?: Instant;
  /** What counts besides the added events from now on, where that is not what is in the file. */
  readonly counting?: { readonly events: readonly CaseEvent[]; readonly newest: Instant };
}

/**
 * Folds a delivery into a case: first the case is judged without the new events up to its own time at their arrival,
 * so that it makes no difference how lately the sweep came by; then with them. With no events it is a sweep.
 *
 * @param before the feeds that had reported on the case; empty for a new one
 * @param after the same with the feeds of the new events
 */
export function fold(
  stored: StoredFold,
  added: readonly CaseEvent[],
  before: readonly FeedPosition[],
  after: readonly FeedPosition[],
  standards: Standards,
  now: Instant,
): Fold {
  const { file, nextAt = Infinity, counting } = stored;
  const known = ownTime(before, file.newest, now);
  if (!counting && before.length > 0 && before.length === after.length) {
    const waiting = wait(stored, added, after, now);
    if (waiting) return waiting;
  }
  let current = file;
  const found: Fold['findings'][number][] = [];
  let judgement: Judgement | undefined;
  const note = (latest: Judgement, since: Instant, own: Instant): void => {
    judgement = latest;
    const known = (): Occurrence[] =>
      occurrences({ ...factsOf(current.events, standards, own), item: latest.facts.item });
    for (const finding of latest.findings) {
      if (isRaised(finding, current.raised, known)) continue;
      found.push({ finding: { ...finding, raisedAt: Math.max(finding.raisedAt, since) }, judgement: latest });
      current = { ...current, raised: [...current.raised, finding.key] };
    }
    const { deemed, start, noticeDue } = latest.facts;
    if (deemed && !current.deemed && start !== undefined && noticeDue !== undefined)
      current = { ...current, deemed: { start, due: noticeDue } };
  };
  const judge = (asOf: Instant): void => {
    for (const { from, asOf: at } of stretches(current.events, asOf))
      note(examine(current.events, standards, at, current.deemed), from, asOf);
  };
  if (before.length > 0 && (added.length === 0 || nextAt <= known)) judge(known);
  const late = lateOnes(added, before, after, known, now);
  if (counting) current = leaving(current, counting);
  if (added.length > 0) {
    current = withEvents(current, added);
    judge(ownTime(after, current.newest, now));
  }
  if (!judgement) throw new Error('a fold judges at least once');
  const last: Judgement = judgement;
  return {
    file: current,
    judgement: last,
    findings: found.sort((a, b) => a.finding.raisedAt - b.finding.raisedAt),
    late,
    parkedFeed: laggard(after, current.newest, now),
    nextAt: last.nextAt,
  };
}

const NONE: ReadonlySet<number> = new Set();

/** Most of what a declared feed reports waits for its watermark: where nothing can happen before, nothing is judged. */
function wait(
  { file, nextAt = Infinity }: StoredFold,
  added: readonly CaseEvent[],
  feeds: readonly FeedPosition[],
  now: Instant,
): Fold | undefined {
  if (added.length === 0) return undefined;
  const newest = added.reduce((latest, { at }) => Math.max(latest, at), file.newest);
  const own = ownTime(feeds, newest, now);
  if (nextAt <= own || added.some(({ at }) => at <= own)) return undefined;
  const next = added.reduce((least, event) => (bearsOnClocks(event) ? Math.min(least, event.at) : least), nextAt);
  return {
    file: withEvents(file, added),
    findings: [],
    late: NONE,
    parkedFeed: laggard(feeds, newest, now),
    nextAt: next === Infinity ? undefined : next,
  };
}

/** Cards stay; a deemed acceptance (视为受理) falls with its receipt. */
function leaving(file: CaseFile, { events, newest }: NonNullable<StoredFold['counting']>): CaseFile {
  const start = file.deemed?.start;
  const isBased = events.some(({ type, at }) => type === 'case.received' && at === start);
  return { ...file, events, newest, deemed: isBased ? file.deemed : undefined };
}

/**
 * A case is judged at each instant on the events that had occurred by then. In an orderly case, which begins with its
 * receipt (or, without one, its acceptance), later events never change what earlier ones had led to, and one judgement
 * at the end finds the same. Any other is judged stretch by stretch between its events; half a millisecond before the
 * next event is the end of a stretch.
 */
function stretches(events: readonly CaseEvent[], asOf: Instant): { from: Instant; asOf: Instant }[] {
  if (isOrderly(events, asOf)) return [{ from: -Infinity, asOf }];
  const instants = [...new Set(events.map((e) => e.at))].filter((at) => at <= asOf);
  return instants.map((from, i) => ({
    from,
    asOf: i + 1 < instants.length ? (instants[i + 1] as Instant) - 0.5 : asOf,
  }));
}

function isOrderly(events: readonly CaseEvent[], asOf: Instant): boolean {
  const first = events[0];
  if (!first || first.at > asOf) return true;
  if (first.type === 'case.received') return true;
  return first.type === 'case.accepted' && !events.some((e) => e.type === 'case.received' && e.at <= asOf);
}

/** Late: before the case's own time, by more than `maxLag` for a clock feed, at all for a declared one (contract §2). */
function lateOnes(
  added: readonly CaseEvent[],
  before: readonly FeedPosition[],
  after: readonly FeedPosition[],
  known: Instant,
  now: Instant,
): Set<number> {
  const late = new Set<number>();
  for (const [i, event] of added.entries()) {
    const position = after.find((p) => p.feed.id === event.feed);
    if (!position) continue;
    const own = before.length > 0 ? known : ownTime([position], -Infinity, now);
    const allowance = position.feed.policy === 'clock' ? position.feed.maxLag : 0;
    if (event.at < own - allowance) late.add(i);
  }
  return late;
}

/**
 * The same breach never makes two cards: the same key, or the same step with a raised start inside this occurrence
 * (a late report may move the start of a step that has been raised already).
 *
 * @param known the occurrences of steps up to the case's own time: a stretch does not see where a step ends
 */
function isRaised(finding: Finding, raised: readonly string[], known: () => readonly Occurrence[]): boolean {
  if (raised.includes(finding.key)) return true;
  if (finding.rule !== 'T-STEP-OVER') return false;
  const { step, startedAt } = finding.clock;
  const prefix = `T-STEP-OVER|${step}|`;
  const starts = raised.filter((key) => key.startsWith(prefix)).map((key) => Number(key.slice(prefix.length)));
  if (starts.length === 0) return false;
  const end = known().find((o) => o.step === step && o.start === startedAt)?.end ?? Infinity;
  return starts.some((start) => start >= startedAt && start <= end);
}
