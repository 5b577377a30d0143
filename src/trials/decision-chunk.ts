import type pg from 'pg';
import type { StaleReason } from '../console/trials.protocol.js';
import { ownTimeOf } from '../database/case.sql.js';
import type { Instant } from '../domain/instant.js';
import type { CardDraft } from '../supervision/card-draft.js';
import { CHANGE_CHANNEL, insertCards } from '../supervision/card-writer.js';
import { raisedLine } from '../supervision/case-file-text.js';
import { basisOf } from './basis.sql.js';

/** Entries that one transaction decides: their cases are held that long. */
export const ENTRIES_AT_ONCE = 200;

export interface OpenEntry {
  readonly id: string;
  readonly caseNo: string;
  readonly key: string;
  /** Of a card to be added. */
  readonly draft: CardDraft | null;
}

/** After this nobody else decides on the proposal until the transaction ends. Gives open entries behind `after`. */
export async function nextOpen(
  client: pg.PoolClient,
  proposal: number,
  named: readonly string[] | undefined,
  after: string,
): Promise<OpenEntry[]> {
  await client.query('SELECT FROM proposal WHERE id = $1 FOR UPDATE', [proposal]);
  const { rows } = await client.query<OpenEntry>(
    `SELECT e.id::text AS id, e.case_no AS "caseNo", e.breach_key AS key, e.draft FROM proposal_entry e
     WHERE e.proposal = $1 AND e.id > $3 AND ($2::bigint[] IS NULL OR e.id = ANY($2))
       AND NOT EXISTS (SELECT FROM proposal_decision d WHERE d.entry = e.id)
     ORDER BY e.id LIMIT ${ENTRIES_AT_ONCE}`,
    [proposal, named ?? null, after],
  );
  return rows;
}

/**
 * Which entries no longer stand, as their cases are; the cases are held until the transaction ends.
 *
 * @param since when what was tried came into force; null: always; undefined: it is not in force
 */
export async function staleEntries(
  client: pg.PoolClient,
  entries: readonly OpenEntry[],
  since: Instant | null | undefined,
): Promise<Map<string, StaleReason>> {
  // In the order in which the pipeline locks them.
  await client.query('SELECT FROM case_file WHERE case_no = ANY($1::text[]) ORDER BY case_no FOR UPDATE', [
    entries.map(({ caseNo }) => caseNo),
  ]);
  const { rows } = await client.query<{ id: string; stale: StaleReason | null }>(
    `SELECT e.id::text AS id, CASE
       WHEN $2 OR coalesce(c.received_at, c.accepted_at) < $3 THEN 'not-in-force'
       WHEN e.basis IS DISTINCT FROM ${basisOf('c')} THEN 'case-changed'
       WHEN e.stands_until <= ${ownTimeOf('c')} THEN 'time-passed'
       WHEN e.action = 'add' AND EXISTS (SELECT FROM card k WHERE k.case_no = e.case_no AND k.breach_key = e.breach_key)
         OR EXISTS (SELECT FROM card_revocation r WHERE r.card_id = e.card_id) THEN 'settled' END AS stale
     FROM proposal_entry e LEFT JOIN case_file c ON c.case_no = e.case_no WHERE e.id = ANY($1::bigint[])`,
    [entries.map(({ id }) => id), since === undefined, typeof since === 'number' ? new Date(since) : null],
  );
  return new Map(rows.flatMap(({ id, stale }) => (stale ? [[id, stale] as const] : [])));
}

/** Writes the proposed cards; their cases know of them, as of their own. */
export async function addCards(client: pg.PoolClient, entries: readonly OpenEntry[], now: Instant): Promise<void> {
  const added = entries.filter(({ draft }) => draft !== null);
  if (added.length === 0) return;
  await insertCards(
    client,
    added.flatMap(({ draft }) => draft ?? []),
    now,
  );
  await client.query(
    `UPDATE case_file c SET file = c.file || v.lines, version = c.version + 1
     FROM (SELECT case_no, string_agg(line, '') AS lines FROM unnest($1::text[], $2::text[]) AS v (case_no, line)
           GROUP BY case_no) v WHERE v.case_no = c.case_no`,
    [added.map(({ caseNo }) => caseNo), added.map(({ key }) => raisedLine(key))],
  );
}

export interface Word {
  readonly decision: string;
  readonly reason: string;
  readonly by: number;
  readonly proposedBy: number;
  readonly now: Instant;
}

export async function writeDecisions(
  client: pg.PoolClient,
  entries: readonly OpenEntry[],
  stale: ReadonlyMap<string, StaleReason>,
  { decision, reason, by, proposedBy, now }: Word,
): Promise<void> {
  await client.query(
    `INSERT INTO proposal_decision (entry, decision, reason, at, by, proposed_by, stale, card_id)
     SELECT e.id, CASE WHEN v.stale IS NULL THEN $3 ELSE 'stale' END, $4, $5, $6, $7, v.stale, c.id
     FROM unnest($1::bigint[], $2::text[]) AS v (id, stale) JOIN proposal_entry e ON e.id = v.id
     LEFT JOIN card c ON $3 = 'accepted' AND v.stale IS NULL AND e.action = 'add'
       AND c.case_no = e.case_no AND c.breach_key = e.breach_key
     ORDER BY e.id`,
    [
      entries.map(({ id }) => id),
      entries.map(({ id }) => stale.get(id) ?? null),
      ...[decision, reason, new Date(now), by, proposedBy],
    ],
  );
}

export async function revokeCards(
  client: pg.PoolClient,
  entries: readonly OpenEntry[],
  { reason, by, now }: Pick<Word, 'reason' | 'by' | 'now'>,
): Promise<void> {
  const { rowCount } = await client.query(
    `WITH revoked AS (
       INSERT INTO card_revocation (card_id, entry, at, by, reason, computations)
       SELECT card_id, id, $2, $3, $4, json_build_object('before', before, 'after', after)
       FROM proposal_entry WHERE id = ANY($1::bigint[]) AND action = 'revoke' ORDER BY id
       ON CONFLICT (card_id) DO NOTHING RETURNING card_id)
     INSERT INTO change (card_id, kind, org, at) SELECT c.id, 'revoked', c.org, $2::timestamptz
     FROM revoked r JOIN card c ON c.id = r.card_id ORDER BY c.id`,
    [entries.map(({ id }) => id), new Date(now), by, reason],
  );
  if (rowCount) await client.query(`NOTIFY ${CHANGE_CHANNEL}`);
}
