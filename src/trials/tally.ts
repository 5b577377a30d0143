import {
  CHANGE_KINDS,
  CHANGE_TIERS,
  type ChangeCounts,
  type ChangeKind,
  type ChangeTier,
  type TrialGroup,
  type TrialSummary,
  type TrialVersions,
} from '../console/trials.protocol.js';
import { CARD_LEVELS, type CardLevel } from '../domain/standards.js';
import type { Mark } from './judge.js';

/** Rows of one grouping that a summary shows. */
export const MAX_GROUPS = 200;

/** Changes by rule, department and item before their codes have names. */
export type TalliedGroups = Record<Grouping, TalliedGroup[]>;
/** A summary before its codes have names. */
export type TalliedSummary = Omit<TrialSummary, 'byRule' | 'byOrg' | 'byItem'> & TalliedGroups;
type Grouping = 'byRule' | 'byOrg' | 'byItem';
export type TalliedGroup = Omit<TrialGroup, 'name'>;
type TierCounts = Record<ChangeTier, ChangeCounts>;

export interface Counted {
  readonly kind: ChangeKind;
  readonly tier: ChangeTier;
  readonly rule: string;
  readonly org: string | null;
  readonly item: string | null;
}

export const noChanges = (): ChangeCounts => Object.fromEntries(CHANGE_KINDS.map((kind) => [kind, 0])) as ChangeCounts;

const perTier = <T>(of: () => T): Record<ChangeTier, T> => ({ card: of(), finding: of(), hint: of() });
export const noTierChanges = (): TierCounts => perTier(noChanges);

/** How a mark reaches people. */
export const tierOf = ({ tier, mode }: Pick<Mark, 'tier' | 'mode'>): ChangeTier =>
  tier === 'finding' && mode === 'hint' ? 'hint' : tier;

/** Pairs of versions that a summary tells. */
const MAX_VERSIONS = 50;

const noLevels = (): Record<CardLevel, number> => ({ reminder: 0, yellow: 0, red: 0 });

/** Counts what a trial finds; its size follows the rules, organisations and items, not the cases. */
export class Tally {
  readonly counts = noChanges();
  unjudgeable = 0;
  private readonly levels = perTier(() => ({ before: noLevels(), after: noLevels() }));
  private readonly tiers = noTierChanges();
  private readonly versions = new Map<string, TrialVersions>();
  private readonly groups: Record<Grouping, Map<string | null, TierCounts>> = {
    byRule: new Map(),
    byOrg: new Map(),
    byItem: new Map(),
  };

  marks(before: readonly Mark[], after: readonly Mark[]): void {
    for (const mark of before) this.levels[tierOf(mark)].before[mark.level] += 1;
    for (const mark of after) this.levels[tierOf(mark)].after[mark.level] += 1;
  }

  /** One more case in which these two were compared. */
  compared(before: string, after: string): void {
    const key = `${before} ${after}`;
    const known = this.versions.get(key) ?? { before, after, cases: 0 };
    this.versions.set(key, { ...known, cases: known.cases + 1 });
  }

  change({ kind, tier, rule, org, item }: Counted): void {
    this.counts[kind] += 1;
    this.tiers[tier][kind] += 1;
    this.group('byRule', rule)[tier][kind] += 1;
    this.group('byOrg', org)[tier][kind] += 1;
    this.group('byItem', item)[tier][kind] += 1;
  }

  summary(total: number, judged: number, notKept: number): TalliedSummary {
    const { levels, unjudgeable } = this;
    return {
      cases: { total, judged, unjudgeable },
      before: this.allLevels('before'),
      after: this.allLevels('after'),
      levels,
      cards: this.tiers.card,
      findings: this.tiers.finding,
      hints: this.tiers.hint,
      versions: [...this.versions.values()].sort((a, b) => b.cases - a.cases).slice(0, MAX_VERSIONS),
      byRule: this.most('byRule'),
      byOrg: this.most('byOrg'),
      byItem: this.most('byItem'),
      notKept,
    };
  }

  private allLevels(side: 'before' | 'after'): Record<CardLevel, number> {
    const sum = noLevels();
    for (const tier of CHANGE_TIERS) for (const level of CARD_LEVELS) sum[level] += this.levels[tier][side][level];
    return sum;
  }

  private group(grouping: Grouping, code: string | null): TierCounts {
    const counts = this.groups[grouping].get(code) ?? noTierChanges();
    this.groups[grouping].set(code, counts);
    return counts;
  }

  private most(grouping: Grouping): TalliedGroup[] {
    return mostFirst(this.groups[grouping]);
  }
}

/** The rows of one grouping that are shown, most changes first. */
export function mostFirst(groups: ReadonlyMap<string | null, TierCounts>): TalliedGroup[] {
  const sum = ({ counts }: TalliedGroup): number => CHANGE_KINDS.reduce((n, kind) => n + counts[kind], 0);
  return [...groups]
    .map(([code, of]) => ({ code, counts: together(of), cards: of.card, findings: of.finding, hints: of.hint }))
    .sort((a, b) => sum(b) - sum(a) || ((a.code ?? '') < (b.code ?? '') ? -1 : 1))
    .slice(0, MAX_GROUPS);
}

const together = (of: TierCounts): ChangeCounts => sumOf(CHANGE_TIERS.map((tier) => of[tier]));

export function sumOf(all: readonly ChangeCounts[]): ChangeCounts {
  const sum = noChanges();
  for (const counts of all) for (const kind of CHANGE_KINDS) sum[kind] += counts[kind];
  return sum;
}
