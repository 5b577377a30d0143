import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { HOT_POOL } from '../database/database.module.js';
import type { Instant } from '../domain/instant.js';
import { problem } from '../http/problem.js';
import type { Account } from '../identity/account.js';
import type { CardDraft } from '../supervision/card-draft.js';
import { CHANGE_CHANNEL, insertCards } from '../supervision/card-writer.js';
import { raisedLine } from '../supervision/case-file-text.js';
import { inTransaction } from '../supervision/hot-pool.js';
import { Clock } from '../time/clock.js';
import type { DecisionInput } from './proposal.query.js';

interface LockedEntry {
  readonly id: string;
  readonly action: 'revoke' | 'add';
  readonly caseNo: string;
  readonly key: string;
  readonly draft: CardDraft | null;
  readonly decided: boolean;
}

/** A person's word on a proposal, in one transaction: revocations, added cards, and what the consoles are told. */
@Injectable()
export class ProposalDecisions {
  constructor(
    @Inject(HOT_POOL) private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  /** @throws 403 `second-person`; 404 `entry-not-found`; 409 `decided` */
  decide(proposal: number, { decision, reason, entries }: DecisionInput, account: Account): Promise<void> {
    return inTransaction(this.pool, async (client) => {
      const proposedBy = await lockProposal(client, proposal);
      if (proposedBy === account.id) throw needsSecondPerson();
      const open = await openEntries(client, proposal, entries);
      const now = this.clock.now();
      const accepted = decision === 'accepted';
      const added = accepted ? await add(client, open, now) : [];
      await client.query(
        `INSERT INTO proposal_decision (entry, decision, reason, at, by, card_id, proposed_by)
         SELECT e.id, $2, $3, $4, $5, c.id, $7 FROM proposal_entry e
         LEFT JOIN card c ON e.id = ANY($6::bigint[]) AND c.case_no = e.case_no AND c.breach_key = e.breach_key
         WHERE e.id = ANY($1::bigint[]) ORDER BY e.id`,
        [open.map(({ id }) => id), decision, reason, new Date(now), account.id, added.map(({ id }) => id), proposedBy],
      );
      if (accepted) await revoke(client, open, { reason, by: account.id, now });
    });
  }
}

/** Who made it; where other entries of it are being decided, after that. */
async function lockProposal(client: pg.PoolClient, proposal: number): Promise<number | undefined> {
  const { rows } = await client.query<{ by: number }>(
    'SELECT created_by AS by FROM proposal WHERE id = $1 FOR UPDATE',
    [proposal],
  );
  return rows[0]?.by;
}

async function openEntries(
  client: pg.PoolClient,
  proposal: number,
  entries: readonly string[] | undefined,
): Promise<LockedEntry[]> {
  const { rows } = await client.query<LockedEntry>(
    `SELECT e.id::text AS id, e.action, e.case_no AS "caseNo", e.breach_key AS key, e.draft, d.entry IS NOT NULL AS decided
     FROM proposal_entry e LEFT JOIN proposal_decision d ON d.entry = e.id
     WHERE e.proposal = $1 AND ($2::bigint[] IS NULL OR e.id = ANY($2)) ORDER BY e.id`,
    [proposal, entries ?? null],
  );
  if (entries && rows.length < entries.length) throw noSuchEntry();
  const open = rows.filter(({ decided }) => !decided);
  if (open.length === 0 || (entries && open.length < rows.length)) throw alreadyDecided();
  return open;
}

/** Writes the proposed cards that nobody has raised since; the cases know of them, as of their own. Gives their entries. */
async function add(client: pg.PoolClient, entries: readonly LockedEntry[], now: Instant): Promise<LockedEntry[]> {
  const proposed = entries.filter(({ draft }) => draft !== null);
  if (proposed.length === 0) return [];
  const keys = [proposed.map(({ caseNo }) => caseNo), proposed.map(({ key }) => key)];
  // In the order in which the pipeline locks them.
  await client.query('SELECT FROM case_file WHERE case_no = ANY($1::text[]) ORDER BY case_no FOR UPDATE', [keys[0]]);
  const { rows } = await client.query<{ place: number }>(
    `SELECT v.place::int AS place FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS v (case_no, key, place)
     WHERE NOT EXISTS (SELECT FROM card c WHERE c.case_no = v.case_no AND c.breach_key = v.key)`,
    keys,
  );
  const missing = rows.flatMap(({ place }) => proposed[place - 1] ?? []);
  await insertCards(
    client,
    missing.flatMap(({ draft }) => draft ?? []),
    now,
  );
  await client.query(
    `UPDATE case_file c SET file = c.file || v.lines, version = c.version + 1
     FROM (SELECT case_no, string_agg(line, '') AS lines FROM unnest($1::text[], $2::text[]) AS v (case_no, line)
           GROUP BY case_no) v WHERE v.case_no = c.case_no`,
    [missing.map(({ caseNo }) => caseNo), missing.map(({ key }) => raisedLine(key))],
  );
  return missing;
}

async function revoke(
  client: pg.PoolClient,
  entries: readonly LockedEntry[],
  { reason, by, now }: { readonly reason: string; readonly by: number; readonly now: Instant },
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

const needsSecondPerson = () =>
  problem(403, 'second-person', {
    zh: '须由提出建议的人以外的第二人决定',
    en: 'a second person decides it: the proposal is yours',
  });
const noSuchEntry = () =>
  problem(404, 'entry-not-found', { zh: '建议中没有这个条目', en: 'the proposal has no such entry' }, 'entries');
const alreadyDecided = () => problem(409, 'decided', { zh: '已经有过决定', en: 'it has been decided before' });
