import { record, type CardFacts, type VerifyReport } from '../report.js';
import type { ExpectedReview, ReviewFact } from './review-case.js';

export interface StoredFinding extends ReviewFact {
  readonly caseNo: string;
  readonly status: string;
  readonly decidedAt: number | null;
  /** Its card is that of its case and key; also where it has none. */
  readonly hasCard: boolean;
}

export interface StoredUnjudged {
  readonly caseNo: string;
  readonly rule: string;
  readonly missing: string;
}

/** What the review made of the events that were stored when a person decided: the newest of them first. */
export type ReviewsBy = (decidedAt: number) => Iterable<ExpectedReview>;

export const factsOf = ({ rule, level, at, dueAt }: ReviewFact): CardFacts => ({
  rule,
  level,
  step: null,
  raisedAt: at,
  dueAt,
});

const MEMBERS = ['rule', 'level', 'mode', 'at', 'dueAt'] as const;
const wrongMembers = (stored: ReviewFact, expected: ReviewFact): string[] =>
  MEMBERS.filter((member) => stored[member] !== expected[member]);

/**
 * Pending findings are those that the events support now, withdrawn ones are not; what a person has decided was
 * supported when it was decided.
 */
export function compareFindings(
  caseNo: string,
  { findings }: ExpectedReview,
  stored: readonly StoredFinding[],
  reviewsBy: ReviewsBy,
  report: VerifyReport,
): void {
  const expected = new Map(findings.filter((fact) => !isAnswered(fact, stored)).map((fact) => [fact.key, fact]));
  for (const row of stored) {
    const now = expected.get(row.key);
    expected.delete(row.key);
    const differ = (reason: string, fact = now): void =>
      record(report, fact ? 'different' : 'extra', {
        of: 'finding',
        caseNo,
        breachKey: row.key,
        expected: fact && factsOf(fact),
        actual: factsOf(row),
        reason,
      });
    if (row.status === 'withdrawn') {
      if (now) differ('withdrawn, but the events support it');
    } else if (row.status === 'pending') {
      if (!now) differ('pending, but the events do not support it');
      else if (wrongMembers(row, now).length > 0) differ(wrongMembers(row, now).join(', '));
    } else checkDecided(row, now, reviewsBy, differ);
  }
  for (const fact of expected.values())
    record(report, 'missing', {
      of: 'finding',
      caseNo,
      breachKey: fact.key,
      expected: factsOf(fact),
      reason: 'no such finding',
    });
}

/** A person has decided on the same waiting before its due instant moved: no second card, and no second dismissal. */
function isAnswered(fact: ReviewFact, stored: readonly StoredFinding[]): boolean {
  const { dueAt } = fact;
  if (dueAt === null) return false;
  return stored.some(
    (row) =>
      row.key !== fact.key &&
      row.dueAt !== null &&
      withoutInstant(row) === withoutInstant(fact) &&
      (row.status === 'confirmed' || (row.status === 'dismissed' && dueAt <= row.dueAt)),
  );
}

const withoutInstant = ({ key, at }: ReviewFact): string =>
  key
    .split('|')
    .filter((part) => part !== String(at))
    .join('|');

function checkDecided(
  row: StoredFinding,
  now: ReviewFact | undefined,
  reviewsBy: ReviewsBy,
  differ: (reason: string, fact?: ReviewFact) => void,
): void {
  if (row.status === 'confirmed' && !row.hasCard) differ('confirmed, but its card is another');
  if (now && wrongMembers(row, now).length === 0) return;
  let then: ReviewFact | undefined;
  for (const { findings } of reviewsBy(row.decidedAt ?? -Infinity)) {
    const fact = findings.find(({ key }) => key === row.key);
    if (fact && wrongMembers(row, fact).length === 0) return;
    then ??= fact;
  }
  const reason = then ? wrongMembers(row, then).join(', ') : 'no events supported it when it was decided';
  differ(`${row.status}: ${reason}`, then);
}

/** What could not be judged is listed, no more and no less. */
export function compareUnjudged(
  caseNo: string,
  { unjudged }: ExpectedReview,
  stored: readonly StoredUnjudged[],
  report: VerifyReport,
): void {
  const nameOf = ({ rule, missing }: { rule: string; missing: string }): string => `${rule} ${missing}`;
  const listed = new Set(stored.map(nameOf));
  for (const breachKey of unjudged.map(nameOf))
    if (!listed.delete(breachKey))
      record(report, 'missing', { of: 'unjudged', caseNo, breachKey, reason: 'not listed' });
  for (const breachKey of listed)
    record(report, 'extra', { of: 'unjudged', caseNo, breachKey, reason: 'listed, but it can be judged' });
}
