import type { HintRuleView, HintView } from '../console/hints.protocol.js';
import { HINT_RULES } from '../domain/hints/registry.js';
import { rfc3339 } from '../domain/instant.js';
import type { HintRow } from './hint.repository.js';

/** A rule that is no longer there is named by its code. */
export function hintView({ from, before, body, foundAt, closedAt, ...row }: HintRow): HintView {
  const rule = HINT_RULES.find(({ code }) => code === row.rule);
  return {
    ...row,
    ruleName: rule?.name ?? { zh: row.rule, en: row.rule },
    category: rule?.category ?? 'feed',
    from: rfc3339(from),
    to: rfc3339(before - 1),
    expected: body.expected,
    observed: body.observed,
    arithmetic: [...body.arithmetic],
    basis: [...(rule?.basis ?? [])],
    cases: [...body.cases],
    foundAt: rfc3339(Math.round(foundAt)),
    closedAt: closedAt === null ? null : rfc3339(Math.round(closedAt)),
  };
}

/** Every rule, as it is listed. */
export const hintRules = (): HintRuleView[] =>
  HINT_RULES.map(({ code, category, name, description, basis, needs, shows, params }) => ({
    ...{ code, category, name, description, shows, basis: [...basis], needs: [...needs] },
    params: Object.entries(params).map(([key, threshold]) => ({ name: key, ...threshold })),
  }));
