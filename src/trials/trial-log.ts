import pg from 'pg';
import { LOCK_CLASS } from '../database/advisory-locks.js';
import { msAs } from '../database/sql.js';
import type { Instant } from '../domain/instant.js';
import type { TalliedSummary } from './tally.js';
import type { TrialDraft } from './draft.js';
import type { ChangeRow, TrialProgressNote } from './worker.protocol.js';

const STATEMENT_TIMEOUT_MS = 60_000;

export interface ClaimedTrial {
  readonly id: number;
  readonly draft: TrialDraft;
  readonly from: Instant;
  readonly before: Instant;
  readonly org: string | null;
  readonly scope: string | null;
}

/** The connection by which one server takes trials from the queue and writes down what they find. */
export class TrialLog {
  private constructor(private readonly client: pg.Client) {}

  static async open(url: string): Promise<TrialLog> {
    const client = new pg.Client({
      connectionString: url,
      application_name: 'liangpai-trials',
      statement_timeout: STATEMENT_TIMEOUT_MS,
      query_timeout: STATEMENT_TIMEOUT_MS + 1_000,
    });
    client.on('error', () => undefined);
    await client.connect();
    return new TrialLog(client);
  }

  close(): Promise<void> {
    return this.client.end().catch(() => undefined);
  }

  /** Trials whose server has gone. Not while this one runs any: its own lock would let itself in. */
  async markInterrupted(now: Instant): Promise<void> {
    const { rows } = await this.client.query<{ id: number }>(`SELECT id FROM trial WHERE state = 'running'`);
    for (const { id } of rows) {
      const { rows: locks } = await this.client.query<{ free: boolean }>(
        'SELECT pg_try_advisory_lock($1::int, $2::int) AS free',
        [LOCK_CLASS.trial, id],
      );
      if (!locks[0]?.free) continue;
      await this.client.query(
        `UPDATE trial SET state = 'interrupted', ended_at = $2 WHERE id = $1 AND state = 'running'`,
        [id, new Date(now)],
      );
      await this.release(id);
    }
  }

  /** The one that has waited longest, and its lock; undefined: none waits. */
  async claim(now: Instant): Promise<ClaimedTrial | undefined> {
    await this.client.query('BEGIN');
    try {
      const { rows } = await this.client.query<ClaimedTrial>(
        `SELECT id, draft, org, scope, ${msAs('from_at', 'from')}, ${msAs('before_at', 'before')} FROM trial
         WHERE state = 'queued' ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED`,
      );
      const [trial] = rows;
      if (trial) {
        // Before anybody can see it running.
        await this.client.query('SELECT pg_advisory_lock($1::int, $2::int)', [LOCK_CLASS.trial, trial.id]);
        await this.client.query(`UPDATE trial SET state = 'running', started_at = $2 WHERE id = $1`, [
          trial.id,
          new Date(now),
        ]);
      }
      await this.client.query('COMMIT');
      return trial;
    } catch (error) {
      await this.client.query('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }

  /** @returns whether it is to go on; nobody has cancelled it */
  async note(id: number, { done, total, counts, changes }: Omit<TrialProgressNote, 'kind' | 'took'>): Promise<boolean> {
    if (changes.length > 0) await this.keep(id, changes);
    const { rows } = await this.client.query<{ goesOn: boolean }>(
      `UPDATE trial SET cases_done = $2, cases_total = $3, counts = $4 WHERE id = $1
       RETURNING cancelled_by IS NULL AS "goesOn"`,
      [id, done, total, JSON.stringify(counts)],
    );
    return rows[0]?.goesOn ?? false;
  }

  private async keep(id: number, changes: readonly ChangeRow[]): Promise<void> {
    await this.client.query(
      `INSERT INTO trial_change (trial, case_no, kind, tier, rule, breach_key, item, org, before, after, card, basis, stands_until)
       SELECT $1, "caseNo", kind, tier, rule, key, item, org, before, after, card, basis, to_timestamp("standsUntil" / 1000)
       FROM jsonb_to_recordset($2::jsonb) AS v ("caseNo" text, kind text, tier text, rule text, key text, item text, org text,
         before jsonb, after jsonb, card jsonb, basis text, "standsUntil" float8)`,
      [id, JSON.stringify(changes)],
    );
  }

  async end(
    id: number,
    state: 'done' | 'cancelled' | 'interrupted' | 'failed',
    now: Instant,
    { summary, failure }: { summary?: TalliedSummary; failure?: string } = {},
  ): Promise<void> {
    await this.client.query(
      `UPDATE trial SET state = $2, ended_at = $3, summary = $4, failure = $5 WHERE id = $1 AND state = 'running'`,
      [id, state, new Date(now), summary === undefined ? null : JSON.stringify(summary), failure ?? null],
    );
    await this.release(id);
  }

  /** Drops the oldest finished ones. */
  async forget(kept: number): Promise<void> {
    await this.client.query(
      `DELETE FROM trial WHERE id IN (
         SELECT t.id FROM trial t WHERE t.state NOT IN ('queued', 'running')
           AND NOT EXISTS (SELECT FROM proposal p WHERE p.trial = t.id) ORDER BY t.id DESC OFFSET $1)`,
      [kept],
    );
  }

  private release(id: number): Promise<unknown> {
    return this.client.query('SELECT pg_advisory_unlock($1::int, $2::int)', [LOCK_CLASS.trial, id]);
  }
}
