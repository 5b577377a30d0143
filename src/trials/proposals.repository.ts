import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ProposalEntry, StaleReason, TrialComputation } from '../console/trials.protocol.js';
import { isRevoked } from '../database/case.sql.js';
import { SqlConditions } from '../database/conditions.sql.js';
import { msAs } from '../database/sql.js';
import type { Instant } from '../domain/instant.js';
import type { EntryFilter, EntryPageQuery } from './proposal.query.js';

export interface ProposalRow {
  readonly id: number;
  readonly createdAt: Instant;
  readonly createdBy: string;
  /** The account of that person. */
  readonly creator: number;
  readonly counts: readonly EntryCount[];
}

interface EntryCount {
  readonly action: ProposalEntry['action'];
  readonly decision: ProposalEntry['decision'];
  readonly n: number;
}

export interface EntryRow {
  readonly id: string;
  readonly action: ProposalEntry['action'];
  readonly decision: ProposalEntry['decision'];
  readonly stale: StaleReason | null;
  readonly caseNo: string;
  readonly rule: string;
  readonly org: string | null;
  readonly orgName: string | null;
  readonly card: ProposalEntry['card'];
  readonly before: TrialComputation | null;
  readonly after: TrialComputation | null;
  readonly decidedAt: Instant | null;
  readonly decidedBy: string | null;
  readonly reason: string | null;
}

/** The case was received when the version ($2; null: always) was in force. */
const COVERED = `($2::timestamptz IS NULL OR EXISTS (
    SELECT FROM case_file k WHERE k.case_no = t.case_no AND coalesce(k.received_at, k.accepted_at) >= $2))`;

/** Cards that the draft would not raise, and cards that it would raise and that are not there. */
const CANDIDATES = `
  SELECT 'revoke' AS action, t.id, t.case_no, t.breach_key, t.rule, t.item, t.org, c.id AS card_id, NULL::jsonb AS draft, t.before, t.after,
    t.basis, t.stands_until
  FROM trial_change t JOIN card c ON c.case_no = t.case_no AND c.breach_key = t.breach_key
  WHERE t.trial = $1 AND t.kind = 'vanish' AND NOT ${isRevoked('c')} AND ${COVERED}
  UNION ALL
  SELECT 'add', t.id, t.case_no, t.breach_key, t.rule, t.item, t.org, NULL, t.card, t.before, t.after, t.basis, t.stands_until
  FROM trial_change t
  WHERE t.trial = $1 AND t.kind = 'appear' AND t.card IS NOT NULL AND ${COVERED}
    AND NOT EXISTS (SELECT FROM card c WHERE c.case_no = t.case_no AND c.breach_key = t.breach_key)`;

const DECISION = `coalesce(d.decision, 'open')`;
const JOINED = 'FROM proposal_entry c LEFT JOIN proposal_decision d ON d.entry = c.id';

@Injectable()
export class ProposalsRepository {
  constructor(private readonly source: DataSource) {}

  async ofTrial(trial: number): Promise<ProposalRow | undefined> {
    const rows = await this.source.query<ProposalRow[]>(
      `SELECT p.id, p.created_by AS creator, ${msAs('p.created_at', 'createdAt')}, (SELECT a.name FROM account a WHERE a.id = p.created_by) AS "createdBy",
         (SELECT json_agg(q) FROM (SELECT c.action, ${DECISION} AS decision, count(*)::int AS n ${JOINED}
            WHERE c.proposal = p.id GROUP BY 1, 2) q) AS counts
       FROM proposal p WHERE p.trial = $1`,
      [trial],
    );
    return rows[0];
  }

  /** @param since of cases received from then on; `null`: of all */
  async hasCandidates(trial: number, since: Instant | null): Promise<boolean> {
    const rows = await this.source.query<unknown[]>(`SELECT FROM (${CANDIDATES}) q LIMIT 1`, [trial, dateOf(since)]);
    return rows.length > 0;
  }

  /** Undefined: there is one already, or nothing to propose. */
  create(trial: number, since: Instant | null, account: number, now: Instant): Promise<number | undefined> {
    return this.source.transaction(async (transaction) => {
      const rows = await transaction.query<{ id: number }[]>(
        `INSERT INTO proposal (trial, created_at, created_by)
         SELECT $1, $3, $4 WHERE EXISTS (${CANDIDATES}) ON CONFLICT (trial) DO NOTHING RETURNING id`,
        [trial, dateOf(since), new Date(now), account],
      );
      const id = rows[0]?.id;
      if (id !== undefined)
        await transaction.query(
          `INSERT INTO proposal_entry (proposal, action, case_no, breach_key, rule, item, org, card_id, draft, before, after, basis, stands_until)
           SELECT $3, action, case_no, breach_key, rule, item, org, card_id, draft, before, after, basis, stands_until
           FROM (${CANDIDATES}) q ORDER BY id`,
          [trial, dateOf(since), id],
        );
      return id;
    });
  }

  entries(proposal: number, { filter, limit, before }: EntryPageQuery): Promise<EntryRow[]> {
    const conditions = conditionsOf(proposal, filter);
    if (before !== undefined) conditions.add('c.id < ?::bigint', before);
    const { where, values } = conditions;
    return this.source.query(
      `SELECT c.id::text AS id, c.action, ${DECISION} AS decision, c.case_no AS "caseNo", c.rule, c.org, c.before, c.after, d.reason, d.stale,
         (SELECT o.name FROM org o WHERE o.code = c.org) AS "orgName", ${msAs('d.at', 'decidedAt')},
         (SELECT a.name FROM account a WHERE a.id = d.by) AS "decidedBy",
         (SELECT json_build_object('id', k.id::text, 'no', k.no) FROM card k WHERE k.id = coalesce(c.card_id, d.card_id)) AS card
       ${JOINED} ${where} ORDER BY c.id DESC LIMIT ${limit + 1}`,
      values,
    );
  }

  async countEntries(proposal: number, filter: EntryFilter): Promise<number> {
    const { where, values } = conditionsOf(proposal, filter);
    const rows = await this.source.query<{ n: number }[]>(`SELECT count(*)::int AS n ${JOINED} ${where}`, values);
    return rows[0]?.n ?? 0;
  }
}

const dateOf = (at: Instant | null): Date | null => (at === null ? null : new Date(at));

function conditionsOf(proposal: number, { action, decision }: EntryFilter): SqlConditions {
  const conditions = new SqlConditions().add('c.proposal = ?', proposal);
  if (action !== undefined) conditions.add('c.action = ?', action);
  if (decision !== undefined) conditions.add(`${DECISION} = ?`, decision);
  return conditions;
}
