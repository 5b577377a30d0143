import { type Instant, rfc3339 } from '../domain/instant.js';
import type { MappedEvent } from './mapper.js';
import type { Position } from './records.js';
import { parseSourceTime } from './source-time.js';

export const DIRT = {
  'ends-before-start': '结束早于开始 ends before it starts',
  'events-before-start': '有环节早于开始 events before the start',
  'events-after-end': '有环节晚于结束 events after the end',
} as const;
export type DirtKind = keyof typeof DIRT;

/** A case whose times contradict each other. It is sent as it stands, and named in the report. */
export interface Dirt {
  readonly kind: DirtKind;
  readonly caseNo: string;
  readonly position: Position;
  /** Number of events concerned. */
  readonly events: number;
  readonly start: string;
  readonly end?: string;
}

/** Counts over the cases of the file, from the mapped events alone. */
export interface CaseCounts {
  cases: number;
  ended: number;
  open: number;
  /** Of the cases with a promise date: ended at or before it, after it, open and passed by the latest event. */
  onTime: number;
  afterPromise: number;
  openPastPromise: number;
}

const ENDS = new Set(['case.decided', 'case.withdrawn', 'case.terminated', 'case.not-accepted']);
/** What belongs between start and end; deliveries, fees, ratings and complaints rightly come later. */
const WITHIN = /^(step|pause|supplement|extension)\./;

interface CaseTimes {
  readonly position: Position;
  received?: Instant;
  accepted?: Instant;
  end?: Instant;
  promise?: Instant;
  readonly within: Instant[];
}

/**
 * Looks at each case as a whole. A trace is a whole case and is forgotten at once; the rows of a CSV file are kept until
 * the end, 8 bytes an event and about 200 a case.
 */
export class CaseFacts {
  readonly counts: CaseCounts = { cases: 0, ended: 0, open: 0, onTime: 0, afterPromise: 0, openPastPromise: 0 };
  latest: Instant | undefined;
  readonly #cases = new Map<string, CaseTimes>();
  readonly #openPromises: Instant[] = [];

  constructor(readonly wholeCases: boolean) {}

  /** Takes the events of one record; returns the dirt of the cases completed by it. */
  add(caseNo: string, position: Position, events: readonly MappedEvent[]): Dirt[] {
    const times = this.#cases.get(caseNo) ?? { position, within: [] };
    for (const event of events) {
      note(times, event);
      if (this.latest === undefined || event.at > this.latest) this.latest = event.at;
    }
    if (this.wholeCases) return this.#complete(caseNo, times);
    this.#cases.set(caseNo, times);
    return [];
  }

  /** Completes the cases still held and the counts that need the latest instant. */
  finish(): Dirt[] {
    const dirt = [...this.#cases].flatMap(([caseNo, times]) => this.#complete(caseNo, times));
    this.#cases.clear();
    const latest = this.latest ?? -Infinity;
    this.counts.openPastPromise = this.#openPromises.filter((promise) => promise < latest).length;
    return dirt;
  }

  #complete(caseNo: string, times: CaseTimes): Dirt[] {
    const { counts } = this;
    const { end, promise } = times;
    counts.cases++;
    if (end === undefined) counts.open++;
    else counts.ended++;
    if (promise !== undefined) {
      if (end === undefined) this.#openPromises.push(promise);
      else if (end <= promise) counts.onTime++;
      else counts.afterPromise++;
    }
    return dirtOf(caseNo, times);
  }
}

function note(times: CaseTimes, { type, at, event }: MappedEvent): void {
  if (type === 'case.received') times.received = earlier(times.received, at);
  else if (type === 'case.accepted') {
    times.accepted = earlier(times.accepted, at);
    const promise = event.data['promiseDate'];
    const time = typeof promise === 'string' ? parseSourceTime(promise, { zone: 'UTC' }) : undefined;
    if (times.promise === undefined && time && 'at' in time) times.promise = time.at;
  } else if (ENDS.has(type)) times.end = earlier(times.end, at);
  else if (WITHIN.test(type)) times.within.push(at);
}

const earlier = (known: Instant | undefined, at: Instant): Instant => (known === undefined ? at : Math.min(known, at));

function dirtOf(caseNo: string, { position, received, accepted, end, within }: CaseTimes): Dirt[] {
  const start = received ?? accepted;
  const dirt: Dirt[] = [];
  const found = (kind: DirtKind, events: number) => {
    if (events === 0) return;
    const text = (at: Instant | undefined) => (at === undefined ? '' : rfc3339(at));
    dirt.push({ kind, caseNo, position, events, start: text(start), end: end === undefined ? undefined : text(end) });
  };
  if (start !== undefined) found('ends-before-start', end !== undefined && end < start ? 1 : 0);
  if (start !== undefined) found('events-before-start', within.filter((at) => at < start).length);
  if (end !== undefined) found('events-after-end', within.filter((at) => at > end).length);
  return dirt;
}
