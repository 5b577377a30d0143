import type { HintRuleView, HintRunView, HintView } from '../console/hints.protocol.js';
import { HINT_RULES } from '../domain/hints/registry.js';
import { type Instant, rfc3339 } from '../domain/instant.js';
import { canSee } from '../identity/account.js';
import type { HintRow, RunRow } from './hint.repository.js';
import type { Run } from './hint-runs.js';

/**
 * A rule that is no longer there is named by its code.
 *
 * @param visible what the reader may see of organisations
 */
export function hintView({ from, before, body, foundAt, closedAt, ...row }: HintRow, visible?: string): HintView {
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
    peers: (body.peers ?? []).filter(({ org }) => canSee(visible, org)).map(({ caseNo, value }) => ({ caseNo, value })),
    foundAt: rfc3339(Math.round(foundAt)),
    closedAt: time(closedAt),
  };
}

/** @param last its last computation */
export function runView({ rules, every, what }: Run, last: RunRow | undefined): HintRunView {
  return {
    rules: HINT_RULES.flatMap(({ code, name }) => (rules.includes(code) ? [{ code, name }] : [])),
    computedAt: time(last?.ranAt),
    nextAt: time(last && last.ranAt + every),
    from: time(last?.from),
    to: time(last?.before),
    what,
    lookedAt: last?.lookedAt ?? null,
    found: last?.found ?? null,
  };
}

const time = (at: Instant | null | undefined): string | null =>
  at === undefined || at === null ? null : rfc3339(Math.round(at));

/** Every rule, as it is listed. */
export const hintRules = (): HintRuleView[] =>
  HINT_RULES.map(({ code, category, name, description, basis, needs, shows, params }) => ({
    ...{ code, category, name, description, shows, basis: [...basis], needs: [...needs] },
    params: Object.entries(params).map(([key, threshold]) => ({ name: key, ...threshold })),
  }));
