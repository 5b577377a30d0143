import type { PoolClient } from 'pg';
import type { Instant } from '../domain/instant.js';
import type { Refusal } from './batch.js';
import type { CardDraft } from './card-draft.js';

/** NOTIFY channel on which the consoles' feed is woken. */
export const CHANGE_CHANNEL = 'liangpai_change';

/**
 * Inserts cards that do not exist yet, and a change for each. `no` is the level's character, the year of the breach in
 * Shanghai and a number that is unique for ever (监察编号, at most 20 characters).
 */
export async function insertCards(client: PoolClient, cards: readonly CardDraft[], now: Instant): Promise<number> {
  if (cards.length === 0) return 0;
  const { rowCount } = await client.query({
    name: 'insert-cards',
    text: `WITH raised AS (
        INSERT INTO card (no, case_no, rule, rule_version, level, breach_key, item, org, step, raised_at, due_at, explanation, recorded_at)
        SELECT CASE v.level WHEN 'red' THEN '红' WHEN 'yellow' THEN '黄' ELSE '预' END
            || '〔' || to_char(v.raised_at AT TIME ZONE 'Asia/Shanghai', 'YYYY') || '〕' || lpad(n.no::text, greatest(6, length(n.no::text)), '0'),
          v.case_no, v.rule, v.rule_version, v.level, v.breach_key, v.item, v.org, v.step, v.raised_at, v.due_at, v.explanation::jsonb, $12
        FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
          $9::timestamptz[], $10::timestamptz[], $11::text[])
          WITH ORDINALITY AS v (case_no, rule, rule_version, level, breach_key, item, org, step, raised_at, due_at, explanation, i)
        CROSS JOIN LATERAL (SELECT nextval('card_number') AS no WHERE v.i > 0) n
        ORDER BY v.raised_at, v.i
        ON CONFLICT (case_no, breach_key) DO NOTHING RETURNING id, org)
      INSERT INTO change (card_id, kind, org, at) SELECT id, 'raised', org, $12 FROM raised ORDER BY id`,
    values: [
      cards.map((c) => c.caseNo),
      cards.map((c) => c.rule),
      cards.map((c) => c.ruleVersion),
      cards.map((c) => c.level),
      cards.map((c) => c.breachKey),
      cards.map((c) => c.item),
      cards.map((c) => c.org),
      cards.map((c) => c.step),
      cards.map((c) => new Date(c.raisedAt).toISOString()),
      cards.map((c) => (c.dueAt === null ? null : new Date(c.dueAt).toISOString())),
      cards.map((c) => c.explanation),
      new Date(now).toISOString(),
    ],
  });
  if (rowCount) await client.query(`NOTIFY ${CHANGE_CHANNEL}`);
  return rowCount ?? 0;
}

export interface LateEvent {
  readonly caseNo: string;
  readonly source: string;
  readonly eventId: string;
  readonly type: string;
  readonly occurredAt: Instant;
}

/** Attaches late events to the standing cards of their cases (I-LATE-REPORT); a person decides what they mean. */
export async function attachEvidence(client: PoolClient, events: readonly LateEvent[], now: Instant): Promise<void> {
  if (events.length === 0) return;
  const { rowCount } = await client.query({
    name: 'attach-evidence',
    text: `WITH attached AS (
        INSERT INTO card_evidence (card_id, rule, source, event_id, type, occurred_at, received_at)
        SELECT c.id, 'I-LATE-REPORT', v.source, v.event_id, v.type, v.occurred_at, $6
        FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[]) AS v (case_no, source, event_id, type, occurred_at)
        JOIN card c ON c.case_no = v.case_no
        ON CONFLICT DO NOTHING RETURNING card_id)
      INSERT INTO change (card_id, kind, org, at)
      SELECT DISTINCT c.id, 'evidence', c.org, $6::timestamptz FROM attached a JOIN card c ON c.id = a.card_id`,
    values: [
      events.map((e) => e.caseNo),
      events.map((e) => e.source),
      events.map((e) => e.eventId),
      events.map((e) => e.type),
      events.map((e) => new Date(e.occurredAt).toISOString()),
      new Date(now).toISOString(),
    ],
  });
  if (rowCount) await client.query(`NOTIFY ${CHANGE_CHANNEL}`);
}

export async function quarantine(client: PoolClient, refusals: readonly Refusal[], now: Instant): Promise<void> {
  if (refusals.length === 0) return;
  await client.query({
    name: 'quarantine',
    text: `INSERT INTO quarantine (feed, source, event_id, case_no, reason, member, detail, body, received_at)
      SELECT *, $9::timestamptz FROM unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])`,
    values: [
      refusals.map((r) => r.feed),
      refusals.map((r) => r.source),
      refusals.map((r) => r.eventId),
      refusals.map((r) => r.caseNo),
      refusals.map((r) => r.reason),
      refusals.map((r) => r.member),
      refusals.map((r) => r.detail),
      refusals.map((r) => r.body),
      new Date(now).toISOString(),
    ],
  });
}
