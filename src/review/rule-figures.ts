import { DOUBTFUL_DECIDED, DOUBTFUL_SHARE, type RuleFigures, type RuleTier } from '../console/rules.protocol.js';
import type { CardCount, FindingCount, RuleCount } from './rules.repository.js';

export interface RuleCounts {
  readonly findings: readonly FindingCount[];
  readonly cards: readonly CardCount[];
  readonly unjudged: readonly RuleCount[];
}

const none = (): RuleFigures => ({
  fired: 0,
  confirmed: 0,
  dismissed: 0,
  withdrawn: 0,
  revoked: 0,
  pending: 0,
  couldNotJudge: 0,
});

/** Of a rule that has neither fired nor been unable to judge. */
export const noFigures = (months: readonly string[]): RuleFigures[] => months.map(none);

/** The figures of each rule by month. */
export function figuresByRule(
  { findings, cards, unjudged }: RuleCounts,
  months: readonly string[],
): ReadonlyMap<string, RuleFigures[]> {
  const rules = new Map<string, RuleFigures[]>();
  const at = ({ rule, month }: RuleCount): RuleFigures => {
    const figures = rules.get(rule) ?? noFigures(months);
    rules.set(rule, figures);
    // A count lies within the months that it was asked for.
    return figures[months.indexOf(month)] ?? none();
  };
  for (const count of findings) {
    const figures = at(count);
    figures.fired += count.n;
    figures[count.status] += count.n;
    figures.revoked += count.revoked;
  }
  for (const count of cards) {
    const figures = at(count);
    figures.fired += count.n;
    figures.revoked += count.revoked;
  }
  for (const count of unjudged) at(count).couldNotJudge += count.n;
  return rules;
}

export function totalOf(months: readonly RuleFigures[]): RuleFigures {
  const total = none();
  for (const figures of months)
    for (const name of Object.keys(total) as (keyof RuleFigures)[]) total[name] += figures[name];
  return total;
}

/** 存疑: most of what was decided about it went against it. A card that came by itself counts as decided. */
export function isDoubtful({ fired, confirmed, dismissed, revoked }: RuleFigures, tier: RuleTier): boolean {
  const decided = tier === 'time' ? fired : confirmed + dismissed;
  return decided >= DOUBTFUL_DECIDED && (dismissed + revoked) / decided > DOUBTFUL_SHARE;
}
