import type { CardView } from '../console/console.protocol.js';
import { EVENT_PREFIX } from '../domain/event.js';
import { rfc3339 } from '../domain/instant.js';
import type { RuleProfile } from '../domain/standards.js';
import type { Words } from '../domain/wording.js';
import type { CardRow } from './card.row.js';

/** A rule that the profile no longer has is named by its code. */
const ruleName = (rule: string, { rules }: RuleProfile): Words =>
  Object.values(rules).find((setting) => setting.code === rule)?.name ?? { zh: rule, en: rule };

/** A card as API and socket show it. */
export const cardView = (row: CardRow, profile: RuleProfile): CardView => ({
  ...row,
  ruleName: ruleName(row.rule, profile),
  raisedAt: rfc3339(row.raisedAt),
  recordedAt: rfc3339(row.recordedAt),
  dueAt: rfc3339(row.dueAt),
  thread: row.caseNo,
  evidence: row.evidence.map(({ occurredAt, receivedAt, ...evidence }) => ({
    ...evidence,
    type: EVENT_PREFIX + evidence.type,
    time: rfc3339(occurredAt),
    receivedAt: rfc3339(receivedAt),
  })),
});
