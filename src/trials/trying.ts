import type { Overlay } from '../catalogue/in-force/overlay.js';
import type { ReportedEvent } from '../domain/review/reported-event.js';
import type { RuleProfile, Standards } from '../domain/standards.js';
import { type MarkChange, compare } from './compare.js';
import { cardOf, computationOf, withoutBreach } from './computation.js';
import { type Questions, type Verdict, judge, questionsOf } from './judge.js';
import { DRAFT_VERSION, type TrialDraft } from './draft.js';
import type { StoredCase, StoredCases } from './stored-cases.js';
import { MUCH_LATER_MS, standsUntil } from './stands-until.js';
import { Tally, tierOf } from './tally.js';
import type { ChangeRow, TrialOrder } from './worker.protocol.js';

/** Cases that are read and judged at a time. */
export const CASES_AT_ONCE = 300;
/** Changes of one trial that are kept with both computations; further ones are only counted. */
export const MAX_KEPT_CHANGES = 20_000;

export interface Chunk {
  readonly done: number;
  readonly total: number;
  readonly changes: readonly ChangeRow[];
}

interface Verdicts {
  readonly inForce: Verdict;
  readonly drafted: Verdict;
  /** By the draft, if nothing more were reported. */
  readonly muchLater: () => Verdict;
}

type Change = Omit<ChangeRow, 'basis'>;

/** A case that the draft concerns. */
interface Doubtful {
  readonly one: StoredCase;
  readonly base: Standards;
  readonly draft: Standards;
  readonly questions: Questions;
}

/** Judges every case of a period twice and tells the difference. Writes nothing. */
export class Trying {
  readonly tally = new Tally();
  private readonly questions = new Map<RuleProfile, Map<RuleProfile, Questions | undefined>>();
  private kept = 0;
  private notKept = 0;
  private judged = 0;
  private total = 0;

  constructor(
    private readonly order: Pick<TrialOrder, 'draft'>,
    private readonly stored: StoredCases,
  ) {}

  /** The first chunk has no cases: it tells how many there are. */
  async *chunks(): AsyncGenerator<Chunk> {
    const overlay = await this.stored.begin();
    const { total, concerned } = await this.stored.count();
    this.total = total;
    yield { done: 0, total: concerned, changes: [] };
    let done = 0;
    for await (const cases of this.stored.chunks(CASES_AT_ONCE)) {
      const doubtful = cases.flatMap((one) => this.doubt(one, overlay));
      const events = await this.stored.eventsOf(doubtful.map(({ one }) => one));
      const changes = doubtful.flatMap((each) => this.tryCase(each, events.get(each.one.caseNo) ?? []));
      done += cases.length;
      this.judged += doubtful.length;
      yield { done, total: concerned, changes: await this.based(changes) };
    }
  }

  summary() {
    return this.tally.summary(this.total, this.judged, this.notKept);
  }

  private async based(changes: readonly Change[]): Promise<ChangeRow[]> {
    if (changes.length === 0) return [];
    const bases = await this.stored.basesOf([...new Set(changes.map(({ caseNo }) => caseNo))]);
    return changes.map((change) => ({ ...change, basis: bases.get(change.caseNo) ?? null }));
  }

  private doubt(one: StoredCase, overlay: Overlay): Doubtful[] {
    if (one.ownTime === null) return [];
    try {
      const base = this.stored.standardsOf(one);
      const { org, received, ...refs } = one;
      const draft = overlay.standards({ refs, org, received });
      const questions = this.ask(base, draft);
      return questions ? [{ one, base, draft, questions }] : [];
    } catch {
      // It keeps a standard that is not stored.
      this.tally.unjudgeable += 1;
      return [];
    }
  }

  private tryCase({ one, base, draft, questions }: Doubtful, events: readonly ReportedEvent[]): Change[] {
    const asOf = one.ownTime ?? -Infinity;
    try {
      const before = judge(events, base, asOf, questions);
      const after = judge(events, draft, asOf, questions);
      this.tally.marks(before.marks, after.marks);
      this.tally.compared(versionIn(this.order.draft, base, one), this.drafted(draft, one));
      let later: Verdict | undefined;
      const muchLater = (): Verdict => (later ??= judge(events, draft, asOf + MUCH_LATER_MS, questions));
      return compare(before.marks, after.marks).flatMap((change) =>
        this.note(one, change, { inForce: before, drafted: after, muchLater }),
      );
    } catch {
      // The live line has set it aside for the same reason.
      this.tally.unjudgeable += 1;
      return [];
    }
  }

  private drafted(standards: Standards, one: StoredCase): string {
    const { kind, code } = this.order.draft;
    // Items and rows of standards are laid over the case's own without a number.
    return kind === 'item' || kind === 'discretion' ? `${code}@${DRAFT_VERSION}` : versionIn({ kind }, standards, one);
  }

  /** Profiles are compared once for each pair of them. */
  private ask(base: Standards, draft: Standards): Questions | undefined {
    const { kind } = this.order.draft;
    if (base === draft || kind !== 'profile') return questionsOf(base, draft, kind === 'item' || kind === 'discretion');
    const known = this.questions.get(base.profile) ?? new Map<RuleProfile, Questions | undefined>();
    this.questions.set(base.profile, known);
    if (!known.has(draft.profile)) known.set(draft.profile, questionsOf(base, draft, false));
    return known.get(draft.profile);
  }

  private note(
    { caseNo, item, org, ownTime }: StoredCase,
    { kind, before, after }: MarkChange,
    { inForce, drafted, muchLater }: Verdicts,
  ): Change[] {
    const mark = (before ?? after)!;
    const { tier, rule, key } = mark;
    this.tally.change({ kind, tier: tierOf(after ?? mark), rule, org, item });
    if (this.kept === MAX_KEPT_CHANGES) {
      this.notKept += 1;
      return [];
    }
    this.kept += 1;
    const without = after ? null : withoutBreach(mark, drafted);
    // A clock that has stopped raises nothing more.
    const stands = kind === 'vanish' && !without?.finishedAt;
    return [
      {
        ...{ caseNo, kind, tier, rule, key, item, org },
        before: before ? computationOf(before, inForce) : withoutBreach(mark, inForce),
        after: after ? computationOf(after, drafted) : without,
        card: (kind === 'appear' && after && cardOf(after, drafted, caseNo, org)) || null,
        standsUntil: stands ? standsUntil(mark, { asOf: ownTime ?? -Infinity, drafted, later: muchLater() }) : null,
      },
    ];
  }
}

/** The version of what is tried by which a case is judged. */
function versionIn({ kind }: Pick<TrialDraft, 'kind'>, standards: Standards, one: StoredCase) {
  const { calendar, profile } = standards;
  if (kind === 'calendar') return `${calendar.code}@${calendar.version}`;
  if (kind === 'profile') return `${profile.code}@${profile.version}`;
  const item = one.item === null ? undefined : standards.itemAt(one.item, one.received);
  return item ? `${item.code}@v${item.version}` : '—';
}
