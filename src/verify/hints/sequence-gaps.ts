import type { Instant } from '../../domain/instant.js';
import { groupBy } from '../group.js';
import type { ExpectedHint, HintRule, StoredHint } from './hint.js';
import { GAP } from './parameters.js';

/** A number that a source has given an event, in order of feed, source, number and arrival. */
export interface NumberedEvent {
  readonly feed: string;
  readonly source: string;
  readonly n: bigint;
  readonly receivedAt: Instant;
}

interface Gap {
  readonly feed: string;
  readonly source: string;
  readonly first: bigint;
  readonly last: bigint;
  /** When the numbers on both sides had come. */
  readonly since: Instant;
}

const keyOf = ({ feed, source, first, last }: Pick<Gap, 'feed' | 'source' | 'first' | 'last'>): string =>
  `${feed}|${source}|${first}|${last}`;

/** Numbers that never came. Kept are the last gaps of every source, and those of which a hint is stored. */
export class SequenceGapRule implements HintRule {
  readonly rules = ['Q-SEQUENCE-GAP'];
  private readonly gaps: (Gap & { readonly isTold: boolean })[] = [];
  private readonly stored: ReadonlyMap<string, readonly Bounds[]>;
  private readonly named: ReadonlySet<string>;
  private readonly settled = new Map<string, Instant>();
  private previous: NumberedEvent | undefined;
  /** Gaps of the source that is being read, and the stored ones. */
  private reading: Gap[] = [];
  private watched: readonly Bounds[] = [];

  /** @param seen when the first computation saw each gap first */
  constructor(
    readonly ranAt: Instant,
    stored: readonly StoredHint[],
    private readonly seen: ReadonlyMap<string, Instant>,
  ) {
    this.stored = groupBy(
      stored.flatMap(({ key }) => boundsOf(key) ?? []),
      ({ source }) => source,
    );
    this.named = new Set(stored.map(({ key }) => key));
  }

  learn(): void {
    // It is about numbers of events, whatever their cases.
  }

  next(event: NumberedEvent): void {
    const { previous } = this;
    if (!previous || event.feed !== previous.feed || event.source !== previous.source) {
      this.endOfSource();
      this.watched = this.stored.get(`${event.feed}|${event.source}`) ?? [];
    } else if (event.n > previous.n + 1n) {
      const since = Math.max(previous.receivedAt, event.receivedAt);
      this.keep({ ...event, first: previous.n + 1n, last: event.n - 1n, since });
    }
    for (const { key, first, last } of this.watched)
      if (first - 1n <= event.n && event.n <= last + 1n)
        this.settled.set(key, Math.max(event.receivedAt, this.settled.get(key) ?? -Infinity));
    // Of an equal number the first arrival counts.
    if (previous?.n !== event.n || previous.feed !== event.feed || previous.source !== event.source)
      this.previous = event;
  }

  expected(): ExpectedHint[] {
    this.endOfSource();
    return this.gaps.map((gap) => this.hintOf(gap, gap.isTold));
  }

  isCurrent(): boolean {
    return true;
  }

  restsOn({ key }: StoredHint): Instant {
    return this.settled.get(key) ?? -Infinity;
  }

  private endOfSource(): void {
    const untold = this.reading.length - GAP.most;
    this.gaps.push(...this.reading.map((gap, i) => ({ ...gap, isTold: i >= untold })));
    this.reading = [];
    this.previous = undefined;
  }

  private keep({ feed, source, first, last, since }: Gap): void {
    this.reading.push({ feed, source, first, last, since });
    const oldest = this.reading.findIndex((gap) => !this.named.has(keyOf(gap)));
    if (oldest >= 0 && oldest < this.reading.length - GAP.most) this.reading.splice(oldest, 1);
  }

  private hintOf(gap: Gap, isTold: boolean): ExpectedHint {
    const { feed, source, first, last, since } = gap;
    const key = keyOf(gap);
    const seen = this.seen.get(key) ?? since;
    const [from, to] = [Number(first), Number(last)];
    return {
      rule: 'Q-SEQUENCE-GAP',
      key,
      org: null,
      item: null,
      from: seen,
      before: this.ranAt + 1,
      windowFits: (begun, before) => begun >= since && before - begun > GAP.patience && before <= this.ranAt + 1,
      cases: { ranked: [] },
      figures: { observed: first === last ? [from, 1] : [from, to, to - from + 1] },
      names: [`${feed}（${source}）`, `${feed} (${source})`],
      isDue: isTold && seen <= this.ranAt - GAP.patience,
      settledAt: since,
    };
  }
}

interface Bounds {
  readonly key: string;
  /** Feed and source. */
  readonly source: string;
  readonly first: bigint;
  readonly last: bigint;
}

function boundsOf(key: string): Bounds | undefined {
  const [, source, first, last] = /^(.*)\|(\d+)\|(\d+)$/s.exec(key) ?? [];
  if (source === undefined || first === undefined || last === undefined) return undefined;
  return { key, source, first: BigInt(first), last: BigInt(last) };
}
