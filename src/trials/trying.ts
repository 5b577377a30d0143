import type { Standards } from '../domain/standards.js';
import { type MarkChange, compare } from './compare.js';
import { cardOf, computationOf, withoutBreach } from './computation.js';
import { type Questions, type Verdict, judge, questionsOf } from './judge.js';
import { overlayOf } from './overlay.js';
import type { StoredCase, StoredCases } from './stored-cases.js';
import { Tally } from './tally.js';
import type { ChangeRow, TrialOrder } from './worker.protocol.js';
import type { ReportedEvent } from '../domain/review/reported-event.js';

/** Cases that are read and judged at a time. */
export const CASES_AT_ONCE = 300;
/** Changes of one trial that are kept with both computations; further ones are only counted. */
export const MAX_KEPT_CHANGES = 20_000;

export interface Chunk {
  readonly done: number;
  readonly total: number;
  readonly changes: readonly ChangeRow[];
}

interface Pair {
  readonly draft: Standards;
  readonly questions: Questions | undefined;
}

/** Judges every case of a period twice and tells the difference. Writes nothing. */
export class Trying {
  readonly tally = new Tally();
  private readonly pairs = new Map<Standards, Pair>();
  private readonly overlay;
  private kept = 0;
  private notKept = 0;
  private judged = 0;
  private total = 0;

  constructor(
    order: Pick<TrialOrder, 'draft'>,
    private readonly stored: StoredCases,
  ) {
    this.overlay = overlayOf(order.draft);
  }

  /** The first chunk has no cases: it tells how many there are. */
  async *chunks(): AsyncGenerator<Chunk> {
    await this.stored.begin();
    const { total, concerned } = await this.stored.count();
    this.total = total;
    yield { done: 0, total: concerned, changes: [] };
    for await (const cases of this.stored.chunks(CASES_AT_ONCE)) {
      const events = await this.stored.eventsOf(cases);
      const changes = cases.flatMap((one) => this.tryCase(one, events.get(one.caseNo) ?? []));
      this.judged += cases.length;
      yield { done: this.judged, total: concerned, changes };
    }
  }

  summary() {
    return this.tally.summary(this.total, this.judged, this.notKept);
  }

  private tryCase(one: StoredCase, events: readonly ReportedEvent[]): ChangeRow[] {
    if (one.ownTime === null) return [];
    try {
      const base = this.stored.standardsOf(one);
      const { draft, questions } = this.pairOf(base);
      if (!questions) return [];
      const before = judge(events, base, one.ownTime, questions);
      const after = judge(events, draft, one.ownTime, questions);
      this.tally.marks(before.marks, after.marks);
      return compare(before.marks, after.marks).flatMap((change) => this.note(one, change, before, after));
    } catch {
      // A case that the live line has set aside, or one that keeps a standard which is not stored.
      this.tally.unjudgeable += 1;
      return [];
    }
  }

  private pairOf(base: Standards): Pair {
    const known = this.pairs.get(base);
    if (known) return known;
    const draft = this.overlay(base);
    const pair = { draft, questions: questionsOf(base, draft) };
    this.pairs.set(base, pair);
    return pair;
  }

  private note(
    { caseNo, item, org }: StoredCase,
    { kind, before, after }: MarkChange,
    inForce: Verdict,
    drafted: Verdict,
  ): ChangeRow[] {
    const mark = (before ?? after)!;
    const { tier, rule, key } = mark;
    this.tally.change({ kind, tier, rule, org, item });
    if (this.kept === MAX_KEPT_CHANGES) {
      this.notKept += 1;
      return [];
    }
    this.kept += 1;
    return [
      {
        ...{ caseNo, kind, tier, rule, key, item, org },
        before: before ? computationOf(before, inForce) : withoutBreach(mark, inForce),
        after: after ? computationOf(after, drafted) : withoutBreach(mark, drafted),
        card: (kind === 'appear' && after && cardOf(after, drafted, caseNo, org)) || null,
      },
    ];
  }
}
