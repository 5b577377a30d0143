import type { Instant } from '../../domain/instant.js';
import { type HintSummary, record, type VerifyReport } from '../report.js';
import { areSame, numbersIn } from './figures.js';
import type { ExpectedHint, HintRule, NamedCases, Numbers, StoredHint, Words } from './hint.js';
import { NAMED_CASES, SETTLING } from './parameters.js';

/** When a case was as it is; nothing of a case that is not there. */
export type Arrivals = ReadonlyMap<string, Instant>;

/** Compares what is stored of one rule with what the events say, where nothing has come since it was computed. */
export function compareHints(
  rule: string,
  computed: HintRule,
  stored: readonly StoredHint[],
  arrivals: Arrivals,
  report: VerifyReport,
): void {
  const expected = new Map(
    computed
      .expected()
      .filter((hint) => hint.rule === rule)
      .map((hint) => [hint.key, hint]),
  );
  const { ranAt } = computed;
  for (const hint of stored) {
    report.checked.hints++;
    const now = expected.get(hint.key);
    expected.delete(hint.key);
    const reason = wrongWith(hint, now);
    if (reason === undefined) continue;
    const computedAt = computed.isCurrent(hint) ? ranAt : hint.foundAt;
    const cases = (hint.body?.cases ?? []).map((caseNo) => arrivals.get(caseNo) ?? -Infinity);
    const settledAt = Math.max(now?.settledAt ?? -Infinity, computed.restsOn(hint), ...cases);
    if (settledAt > computedAt - SETTLING) report.recomputing++;
    else differ(report, now ? 'different' : 'extra', reason, now, hint);
  }
  for (const hint of expected.values()) {
    if (!hint.isDue) continue;
    if (hint.settledAt > ranAt - SETTLING) report.recomputing++;
    else differ(report, 'missing', 'no such hint', hint);
  }
}

/** Hints of a rule that no program computes. */
export function refuseHints(stored: readonly StoredHint[], report: VerifyReport): void {
  for (const hint of stored) {
    report.checked.hints++;
    differ(report, 'extra', 'there is no such rule', undefined, hint);
  }
}

/** What a person has closed stays, whatever the events say. */
function wrongWith(stored: StoredHint, now: ExpectedHint | undefined): string | undefined {
  if (stored.status === 'closed') return undefined;
  if (stored.status === 'withdrawn') return now?.isDue ? 'withdrawn, but the events support it' : undefined;
  if (!now) return 'open, but the events do not support it';
  const wrong = wrongMembers(stored, now);
  return wrong.length > 0 ? wrong.join(', ') : undefined;
}

function wrongMembers(stored: StoredHint, now: ExpectedHint): string[] {
  const { body, from, before } = stored;
  const isInWindow = now.windowFits ? now.windowFits(from, before) : from === now.from && before === now.before;
  const states = (words: Words | undefined, numbers: Numbers): boolean =>
    [words?.zh, words?.en].every((text) => areSame(numbersIn(text ?? '', now.names), numbers));
  const { observed, expected, arithmetic = [] } = now.figures;
  const isComputed = arithmetic.every((numbers, line) => states(body?.arithmetic?.[line], numbers));
  return [
    ...(stored.org === now.org ? [] : ['org']),
    ...(stored.item === now.item ? [] : ['item']),
    ...(isInWindow ? [] : ['window']),
    ...(areNamed(body?.cases ?? [], now.cases) ? [] : ['cases']),
    ...(states(body?.observed, observed) ? [] : ['observed']),
    ...(!expected || states(body?.expected, expected) ? [] : ['expected']),
    ...(isComputed ? [] : ['arithmetic']),
  ];
}

/** As many as a hint may name, and of them those of the lowest rank; of one rank any. */
function areNamed(listed: readonly string[], { first, ranked, isCut }: NamedCases): boolean {
  const rest = first === undefined ? listed : listed.slice(1);
  if (first !== undefined && listed[0] !== first) return false;
  const count = Math.min(ranked.length, NAMED_CASES - (first === undefined ? 0 : 1));
  if (rest.length !== count || new Set(rest).size !== count) return false;
  const inOrder = [...ranked].sort((a, b) => a.rank - b.rank).slice(0, count);
  const last = inOrder.at(-1)?.rank ?? -Infinity;
  const may = new Set(ranked.filter(({ rank }) => rank <= last).map(({ caseNo }) => caseNo));
  const must = inOrder.filter(({ rank }) => rank < last).map(({ caseNo }) => caseNo);
  return must.every((caseNo) => rest.includes(caseNo)) && (isCut === true || rest.every((caseNo) => may.has(caseNo)));
}

function differ(
  report: VerifyReport,
  kind: 'missing' | 'extra' | 'different',
  reason: string,
  expected?: ExpectedHint,
  stored?: StoredHint,
): void {
  const { rule, key } = (expected ?? stored)!;
  record(report, kind, {
    of: 'hint',
    caseNo: '',
    breachKey: `${rule} ${key}`,
    expectedHint: expected && expectedSummary(expected),
    actualHint: stored && storedSummary(stored),
    reason,
  });
}

const expectedSummary = ({ org, item, from, before, cases, figures }: ExpectedHint): HintSummary => ({
  ...{ org, item, from, before },
  status: 'open',
  cases: [...(cases.first === undefined ? [] : [cases.first]), ...cases.ranked.map(({ caseNo }) => caseNo)].slice(
    0,
    NAMED_CASES,
  ),
  observed: figures.observed.join(' '),
});

const storedSummary = ({ org, item, from, before, status, body }: StoredHint): HintSummary => ({
  ...{ org, item, from, before, status },
  cases: body?.cases ?? [],
  observed: body?.observed?.zh ?? '',
});
