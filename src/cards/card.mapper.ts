import type { CardView } from '../console/console.protocol.js';
import { rfc3339 } from '../domain/instant.js';
import type { CardRow } from './card.row.js';

/** Names of rules as their profile gives them. */
export type RuleNames = (rule: string, profile: string) => { zh: string; en: string };

/** A card as API and socket show it. */
export const cardView = (row: CardRow, ruleNames: RuleNames): CardView => ({
  ...row,
  ruleName: ruleNames(row.rule, row.explanation.versions.profile),
  raisedAt: rfc3339(row.raisedAt),
  recordedAt: rfc3339(row.recordedAt),
  dueAt: rfc3339(row.dueAt),
  thread: row.caseNo,
  evidence: row.evidence.map(({ occurredAt, receivedAt, ...evidence }) => ({
    ...evidence,
    time: rfc3339(occurredAt),
    receivedAt: rfc3339(receivedAt),
  })),
});
