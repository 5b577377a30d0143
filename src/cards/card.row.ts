import { ms, msAs } from '../database/sql.js';
import type { CardExplanation } from '../domain/explanation.js';
import type { CardLevel } from '../domain/standards.js';

/** A card as the repository reads it; instants are milliseconds. */
export interface CardRow {
  readonly id: string;
  readonly no: string;
  readonly caseNo: string;
  readonly rule: string;
  readonly ruleVersion: string;
  readonly level: CardLevel;
  readonly status: 'issued';
  readonly item: string | null;
  readonly itemName: string | null;
  readonly org: string | null;
  readonly orgName: string | null;
  readonly step: string | null;
  readonly raisedAt: number;
  readonly recordedAt: number;
  readonly dueAt: number;
  readonly explanation: CardExplanation;
  readonly evidence: readonly EvidenceRow[];
}

export interface EvidenceRow {
  readonly rule: 'I-LATE-REPORT';
  readonly source: string;
  readonly eventId: string;
  readonly type: string;
  readonly occurredAt: number;
  readonly receivedAt: number;
}

/** Columns of a CardRow from table `card c`; names come from the newest item version and the register of organisations. */
export const CARD_COLUMNS = `c.id::text AS id, c.no, c.case_no AS "caseNo", c.rule, c.rule_version AS "ruleVersion", c.level,
  c.status, c.item, c.org, c.step, c.explanation, ${msAs('c.raised_at', 'raisedAt')},
  ${msAs('c.recorded_at', 'recordedAt')}, ${msAs('c.due_at', 'dueAt')},
  (SELECT o.name FROM org o WHERE o.code = c.org) AS "orgName",
  (SELECT v.body->>'name' FROM item_version v WHERE v.code = c.item ORDER BY v.version DESC LIMIT 1) AS "itemName",
  coalesce((SELECT json_agg(json_build_object('rule', e.rule, 'source', e.source, 'eventId', e.event_id, 'type', e.type,
      'occurredAt', ${ms('e.occurred_at')}, 'receivedAt', ${ms('e.received_at')}) ORDER BY e.received_at, e.occurred_at, e.id)
    FROM card_evidence e WHERE e.card_id = c.id), '[]') AS evidence`;
