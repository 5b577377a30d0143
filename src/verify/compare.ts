import type { ExpectedFinding } from './history.js';
import { record, type CardFacts, type VerifyReport } from './report.js';

export interface StoredCard extends CardFacts {
  readonly caseNo: string;
  readonly breachKey: string;
  /** It is the card of a confirmed finding: a person called for it. */
  readonly confirmed?: boolean;
}

const factsOf = (finding: ExpectedFinding): CardFacts => ({
  rule: finding.rule,
  level: finding.level,
  step: finding.step ?? null,
  raisedAt: finding.raisedAt,
  dueAt: finding.dueAt,
});

const MEMBERS = ['rule', 'level', 'step', 'raisedAt', 'dueAt'] as const;

/** `required` cards must be there by now, `allowed` ones may be; anything else may not. */
export function compareCards(
  caseNo: string,
  required: readonly ExpectedFinding[],
  allowed: readonly ExpectedFinding[],
  cards: readonly StoredCard[],
  report: VerifyReport,
): void {
  const actual = new Map(cards.filter(({ confirmed }) => !confirmed).map((card) => [card.breachKey, card]));
  const mustBe = new Set(required.map(({ breachKey }) => breachKey));
  for (const finding of allowed) {
    const { breachKey } = finding;
    const expected = factsOf(finding);
    const card = actual.get(breachKey);
    actual.delete(breachKey);
    if (!card) {
      if (mustBe.has(breachKey)) record(report, 'missing', { caseNo, breachKey, expected, reason: 'no such card' });
      else report.pending++;
      continue;
    }
    const wrong = MEMBERS.filter((member) => card[member] !== expected[member]);
    if (wrong.length > 0)
      record(report, 'different', { caseNo, breachKey, expected, actual: plain(card), reason: wrong.join(', ') });
  }
  for (const [breachKey, card] of actual)
    record(report, 'extra', { caseNo, breachKey, actual: plain(card), reason: 'nothing calls for this card' });
}

export const plain = ({ rule, level, step, raisedAt, dueAt }: StoredCard): CardFacts => ({
  rule,
  level,
  step,
  raisedAt,
  dueAt,
});
