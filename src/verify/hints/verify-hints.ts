import type { Instant } from '../../domain/instant.js';
import { orgOf } from '../facts.js';
import type { Replay } from '../replay.js';
import { recordUnchecked, type VerifyReport } from '../report.js';
import type { EventRow } from '../stored-history.js';
import type { CaseRow, StoredFeed } from '../verify.repository.js';
import { BurstRule } from './burst.js';
import { compareHints, refuseHints } from './compare-hints.js';
import { hintFacts } from './hint-facts.js';
import type { HintTables } from './hint-tables.js';
import type { HintRule, StoredHint } from './hint.js';
import { LikeCasesRule } from './like-cases.js';
import { LimitChangedRule } from './limit-changed.js';
import { MonthsRule } from './month-shares.js';
import { SequenceGapRule } from './sequence-gaps.js';
import { formerly, settledAt } from './settled.js';
import { UnknownCodesRule } from './unknown-codes.js';

/** Every computation by its name, and the rules that it computes. */
export const RUNS: Readonly<Record<string, readonly string[]>> = {
  'H-BURST': ['H-BURST'],
  'H-LIKE-CASES': ['H-LIKE-CASES'],
  'H-LIMIT-CHANGED': ['H-LIMIT-CHANGED'],
  'H-MONTHS': ['H-SHARE-REFUSED', 'H-SHARE-RETURNED', 'H-SHARE-LATE-ENTRY', 'H-VOLUME'],
  'Q-SEQUENCE-GAP': ['Q-SEQUENCE-GAP'],
  'Q-UNKNOWN-CODE': ['Q-UNKNOWN-CODE'],
};

/**
 * Recomputes the hints over many cases. Cases pass by one after the other; of each rule only what lies in the window of
 * its last computation is kept, and what open hints of former windows name.
 */
export class HintCheck {
  private rules: HintRule[] = [];
  private sequence: SequenceGapRule | undefined;
  private stored: ReadonlyMap<string, StoredHint[]> = new Map();
  private readonly named = new Set<string>();
  private readonly arrivals = new Map<string, Instant>();
  private unread = 0;

  constructor(
    private readonly tables: HintTables,
    private readonly feeds: ReadonlyMap<number, StoredFeed>,
    /** Up to here each feed may have come by now. */
    private readonly horizons: ReadonlyMap<number, Instant>,
  ) {}

  async prepare(): Promise<void> {
    this.stored = await this.tables.stored();
    for (const hint of [...this.stored.values()].flat())
      for (const caseNo of hint.body?.cases ?? []) this.named.add(caseNo);
    const runs = await this.tables.runs();
    const of = (rule: string): readonly StoredHint[] => this.stored.get(rule) ?? [];
    const add = (run: string, rule: (ranAt: Instant) => HintRule): void => {
      const ranAt = runs.get(run);
      if (ranAt !== undefined) this.rules.push(rule(ranAt));
    };
    const promises = await this.tables.promises();
    const registers = await this.tables.registers();
    const seen = await this.tables.gapsSeen();
    add('H-BURST', (ranAt) => new BurstRule(ranAt, of('H-BURST')));
    add('H-LIKE-CASES', (ranAt) => new LikeCasesRule(ranAt));
    add('H-LIMIT-CHANGED', (ranAt) => new LimitChangedRule(ranAt, of('H-LIMIT-CHANGED'), promises));
    add('H-MONTHS', (ranAt) => new MonthsRule(ranAt));
    add('Q-SEQUENCE-GAP', (ranAt) => (this.sequence = new SequenceGapRule(ranAt, of('Q-SEQUENCE-GAP'), seen)));
    add('Q-UNKNOWN-CODE', (ranAt) => new UnknownCodesRule(ranAt, registers));
  }

  /** @param replay of the case, everything delivered; undefined: its history could not be lived through */
  learn({ case_no: caseNo, catalogue_rev }: CaseRow, rows: readonly EventRow[], replay: Replay | undefined): void {
    if (!replay) {
      this.unread++;
      return;
    }
    const of = { caseNo, catalogueRevision: catalogue_rev };
    const asOf = replay.ownTimeAt(this.horizons);
    const events = replay.counting.filter(({ at }) => at <= asOf);
    const feeds = replay.feeds;
    const counting = rows.filter(({ feed }) => feeds.has(feed));
    const settled = settledAt(
      rows,
      events,
      [...feeds].map((id) => this.feeds.get(id)!),
    );
    if (this.named.has(caseNo)) this.arrivals.set(caseNo, settled);
    const facts = hintFacts({ ...of, org: replay.belongsTo }, events, counting);
    for (const rule of this.rules) rule.learn(facts, settled, false);
    for (const former of formerly(rows)) {
      const was = hintFacts({ ...of, org: orgOf(former.events) }, former.events, former.rows);
      for (const rule of this.rules) rule.learn(was, settled, true);
    }
  }

  /** To be asked when every case has passed. */
  async check(report: VerifyReport): Promise<void> {
    if (this.unread > 0 && this.rules.length > 0) {
      recordUnchecked(report, { reason: `hints over many cases: ${this.unread} cases could not be recomputed` });
      return;
    }
    if (this.sequence) for await (const event of this.tables.numbered()) this.sequence.next(event);
    const computed = new Map(this.rules.flatMap((rule) => rule.rules.map((code) => [code, rule] as const)));
    const known = Object.values(RUNS).flat();
    for (const rule of known) {
      const stored = this.stored.get(rule) ?? [];
      const own = computed.get(rule);
      if (own) compareHints(rule, own, stored, this.arrivals, report);
      else {
        report.neverRun.push(rule);
        report.checked.hints += stored.length;
        report.recomputing += stored.length;
      }
    }
    for (const [rule, hints] of this.stored) if (!known.includes(rule)) refuseHints(hints, report);
  }
}
