import {
  CHANGE_KINDS,
  type ChangeCounts,
  type ChangeKind,
  type ChangeTier,
  type TrialSummary,
} from '../console/trials.protocol.js';
import type { CardLevel } from '../domain/standards.js';
import type { Mark } from './judge.js';

/** Rows of one grouping that a summary shows. */
export const MAX_GROUPS = 200;

/** Changes by rule, department and item before their codes have names. */
export type TalliedGroups = Record<Grouping, TalliedGroup[]>;
/** A summary before its codes have names. */
export type TalliedSummary = Omit<TrialSummary, 'byRule' | 'byOrg' | 'byItem'> & TalliedGroups;
type Grouping = 'byRule' | 'byOrg' | 'byItem';
export interface TalliedGroup {
  readonly code: string | null;
  readonly counts: ChangeCounts;
}

export interface Counted {
  readonly kind: ChangeKind;
  readonly tier: ChangeTier;
  readonly rule: string;
  readonly org: string | null;
  readonly item: string | null;
}

export const noChanges = (): ChangeCounts => Object.fromEntries(CHANGE_KINDS.map((kind) => [kind, 0])) as ChangeCounts;

const noLevels = (): Record<CardLevel, number> => ({ reminder: 0, yellow: 0, red: 0 });

/** Counts what a trial finds; its size follows the rules, organisations and items, not the cases. */
export class Tally {
  readonly counts = noChanges();
  unjudgeable = 0;
  private readonly before = noLevels();
  private readonly after = noLevels();
  private readonly tiers: Record<ChangeTier, ChangeCounts> = { card: noChanges(), finding: noChanges() };
  private readonly groups: Record<Grouping, Map<string | null, ChangeCounts>> = {
    byRule: new Map(),
    byOrg: new Map(),
    byItem: new Map(),
  };

  marks(before: readonly Mark[], after: readonly Mark[]): void {
    for (const { level } of before) this.before[level] += 1;
    for (const { level } of after) this.after[level] += 1;
  }

  change({ kind, tier, rule, org, item }: Counted): void {
    this.counts[kind] += 1;
    this.tiers[tier][kind] += 1;
    this.group('byRule', rule)[kind] += 1;
    this.group('byOrg', org)[kind] += 1;
    this.group('byItem', item)[kind] += 1;
  }

  summary(total: number, judged: number, notKept: number): TalliedSummary {
    const { before, after, unjudgeable } = this;
    return {
      cases: { total, judged, unjudgeable },
      before,
      after,
      cards: this.tiers.card,
      findings: this.tiers.finding,
      byRule: this.most('byRule'),
      byOrg: this.most('byOrg'),
      byItem: this.most('byItem'),
      notKept,
    };
  }

  private group(grouping: Grouping, code: string | null): ChangeCounts {
    const counts = this.groups[grouping].get(code) ?? noChanges();
    this.groups[grouping].set(code, counts);
    return counts;
  }

  private most(grouping: Grouping): TalliedGroup[] {
    return mostFirst(this.groups[grouping]);
  }
}

/** The rows of one grouping that are shown, most changes first. */
export function mostFirst(groups: ReadonlyMap<string | null, ChangeCounts>): TalliedGroup[] {
  const sum = ({ counts }: TalliedGroup): number => CHANGE_KINDS.reduce((n, kind) => n + counts[kind], 0);
  return [...groups]
    .map(([code, counts]) => ({ code, counts }))
    .sort((a, b) => sum(b) - sum(a) || ((a.code ?? '') < (b.code ?? '') ? -1 : 1))
    .slice(0, MAX_GROUPS);
}
