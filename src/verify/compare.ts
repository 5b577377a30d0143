import type { ExpectedFinding } from './history.js';
import { record, type CardFacts, type VerifyReport } from './report.js';

export interface StoredCard extends CardFacts {
  readonly caseNo: string;
  readonly breachKey: string;
  /** It is the card of a confirmed finding: a person called for it. */
  readonly confirmed?: boolean;
  /** A person has had it added after a standard was revised; it is what that decision says. */
  readonly added?: CardFacts | null;
}

const factsOf = (finding: ExpectedFinding): CardFacts => ({
  rule: finding.rule,
  level: finding.level,
  step: finding.step ?? null,
  raisedAt: finding.raisedAt,
  dueAt: finding.dueAt,
});

const MEMBERS = ['rule', 'level', 'step', 'raisedAt', 'dueAt'] as const;

/** An added card is compared with its decision; nothing else is expected of its breach. */
function compareAdded(caseNo: string, cards: readonly StoredCard[], report: VerifyReport): ReadonlySet<string> {
  const added = new Set<string>();
  for (const card of cards) {
    const { breachKey, added: decided } = card;
    if (!decided) continue;
    added.add(breachKey);
    const wrong = MEMBERS.filter((member) => card[member] !== decided[member]);
    if (wrong.length === 0) continue;
    const expected = plain({ ...decided, caseNo, breachKey });
    record(report, 'different', { caseNo, breachKey, expected, actual: plain(card), reason: wrong.join(', ') });
  }
  return added;
}

/** `required` cards must be there by now, `allowed` ones may be; anything else may not. */
export function compareCards(
  caseNo: string,
  required: readonly ExpectedFinding[],
  allowed: readonly ExpectedFinding[],
  cards: readonly StoredCard[],
  report: VerifyReport,
): void {
  const added = compareAdded(caseNo, cards, report);
  const actual = new Map(
    cards
      .filter(({ confirmed, breachKey }) => !confirmed && !added.has(breachKey))
      .map((card) => [card.breachKey, card]),
  );
  const mustBe = new Set(required.map(({ breachKey }) => breachKey));
  for (const finding of allowed) {
    const { breachKey } = finding;
    if (added.has(breachKey)) continue;
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
