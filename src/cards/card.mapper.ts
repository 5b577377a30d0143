import type { CardBrief, CardCountdown, CardView } from '../console/console.protocol.js';
import { EVENT_PREFIX } from '../domain/event.js';
import { rfc3339 } from '../domain/instant.js';
import { ruleName } from '../domain/rule-name.js';
import type { CardConfirmation } from '../domain/explanation.js';
import type { CardLevel, RuleProfile } from '../domain/standards.js';
import type { Words } from '../domain/wording.js';
import type { BriefRow, CardRow, ConfirmationRow } from './card.row.js';

/** A card of a list, as API and socket show it. */
export const briefView = (
  { standing: _standing, ...row }: BriefRow,
  countdown: CardCountdown | null,
  profile: RuleProfile,
): CardBrief => ({
  ...row,
  ruleName: ruleName(row.rule, profile),
  levelName: levelName(row.level, profile),
  raisedAt: rfc3339(row.raisedAt),
  recordedAt: rfc3339(row.recordedAt),
  dueAt: row.dueAt === null ? null : rfc3339(row.dueAt),
  thread: row.caseNo,
  countdown,
});

/** @param office of those who may see everything */
export const cardView = (
  { explanation, evidence, revocation, confirmation, ...row }: CardRow,
  countdown: CardCountdown | null,
  profile: RuleProfile,
  office: string,
): CardView => ({
  ...briefView(row, countdown, profile),
  explanation: confirmation ? { ...explanation, confirmed: confirmedBy(confirmation, office, profile) } : explanation,
  notify: profile.notify?.[row.level] ?? null,
  evidence: evidence.map(({ occurredAt, receivedAt, ...one }) => ({
    ...one,
    type: EVENT_PREFIX + one.type,
    time: rfc3339(occurredAt),
    receivedAt: rfc3339(receivedAt),
  })),
  revocation: revocation && { ...revocation, at: rfc3339(revocation.at) },
});

const confirmedBy = (
  { unlimited, at, ...confirmation }: ConfirmationRow,
  office: string,
  profile: RuleProfile,
): CardConfirmation => ({
  ...confirmation,
  ...(unlimited && { office }),
  proposedName: levelName(confirmation.proposed, profile),
  at: rfc3339(at),
});

function levelName(level: CardLevel, { labels }: RuleProfile): Words | null {
  const label = labels?.[level];
  return label ? { zh: label.zh, en: label.en } : null;
}
