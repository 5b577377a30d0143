import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { SqlConditions } from '../database/conditions.sql.js';
import { msAs } from '../database/sql.js';
import type { HintStatus } from '../console/hints.protocol.js';
import type { Hint } from '../domain/hints/hint.js';
import type { Instant } from '../domain/instant.js';

export interface HintRow {
  readonly id: string;
  readonly rule: string;
  readonly status: HintStatus;
  readonly org: string | null;
  readonly orgName: string | null;
  readonly orgNameEn: string | null;
  readonly item: string | null;
  readonly itemName: string | null;
  readonly from: Instant;
  readonly before: Instant;
  readonly body: Pick<Hint, 'expected' | 'observed' | 'arithmetic' | 'cases' | 'peers'>;
  readonly foundAt: Instant;
  readonly closedAt: Instant | null;
  readonly closedBy: string | null;
  readonly note: string | null;
}

/** What a computation has looked at. */
export interface Look {
  /** `null`: everything there is. */
  readonly from: Instant | null;
  readonly before: Instant;
  readonly lookedAt: number;
  readonly found: number;
}

/** The last computation of each name; what was not kept of an old one is null. */
export interface RunRow {
  readonly name: string;
  readonly ranAt: Instant;
  readonly from: Instant | null;
  readonly before: Instant | null;
  readonly lookedAt: number | null;
  readonly found: number | null;
}

export interface HintFilter {
  readonly status?: HintStatus;
  readonly rule?: string;
  readonly org?: string;
  /** Ids below this one. */
  readonly below?: string;
}

/**
 * Which hints are found again as long as there is ground for them: those whose window begins, or reaches, in what is
 * looked at. What began before it is no longer seen whole.
 */
export interface Follow {
  readonly since: Instant;
  readonly by: 'window_from' | 'window_before';
}

/** Whatever runs SQL: the pool, or one transaction. */
export type Queries = Pick<EntityManager, 'query'>;

const COLUMNS = `h.id::text AS id, h.rule, h.status, h.org, h.item, ${msAs('h.window_from', 'from')},
  ${msAs('h.window_before', 'before')}, h.body, ${msAs('h.found_at', 'foundAt')}, ${msAs('h.closed_at', 'closedAt')},
  h.closed_by AS "closedBy", h.note, o.name AS "orgName", o.name_en AS "orgNameEn",
  (SELECT v.body->>'name' FROM item_version v WHERE v.code = h.item ORDER BY v.version DESC LIMIT 1) AS "itemName"`;
const at = (n: number): string => `to_timestamp($${n}::float8 / 1000)`;

@Injectable()
export class HintRepository {
  /** The session of the computation that is under way. */
  private pid: number | undefined;

  constructor(private readonly source: DataSource) {}

  /** @param visible what the account may see; hints about sources are for unlimited accounts */
  async page(
    filter: HintFilter,
    visible: string | undefined,
    limit: number,
  ): Promise<{ rows: HintRow[]; total: number }> {
    const conditions = (paged: boolean): SqlConditions => {
      const all = new SqlConditions().visible(visible, 'h.org');
      if (filter.status) all.add('h.status = ?', filter.status);
      if (filter.rule) all.add('h.rule = ?', filter.rule);
      if (filter.org) all.add('h.org = ?', filter.org);
      if (paged && filter.below) all.add('h.id < ?::bigint', filter.below);
      return all;
    };
    const [paged, counted] = [conditions(true), conditions(false)];
    const rows: HintRow[] = await this.source.query(
      `SELECT ${COLUMNS} FROM hint h LEFT JOIN org o ON o.code = h.org ${paged.where} ORDER BY h.id DESC LIMIT ${limit}`,
      paged.values,
    );
    const [count]: { n: number }[] = await this.source.query(
      `SELECT count(*)::int AS n FROM hint h ${counted.where}`,
      counted.values,
    );
    return { rows, total: count?.n ?? 0 };
  }

  async one(id: string, visible: string | undefined): Promise<HintRow | undefined> {
    const conditions = new SqlConditions().add('h.id = ?::bigint', id).visible(visible, 'h.org');
    const rows: HintRow[] = await this.source.query(
      `SELECT ${COLUMNS} FROM hint h LEFT JOIN org o ON o.code = h.org ${conditions.where}`,
      conditions.values,
    );
    return rows[0];
  }

  /** @returns whether it was open */
  async close(id: string, by: string, note: string, now: Instant): Promise<boolean> {
    const rows: unknown[][] = await this.source.query(
      `UPDATE hint SET status = 'closed', closed_at = ${at(4)}, closed_by = $2, note = $3 WHERE id = $1::bigint AND status = 'open' RETURNING id`,
      [id, by, note, now],
    );
    return (rows[0]?.length ?? 0) > 0;
  }

  /** Cases, as the database's own counters have it: nothing is read for it. */
  async caseEstimate(): Promise<number> {
    const rows: { n: number }[] = await this.source.query(
      `SELECT coalesce(sum(n_live_tup), 0)::float8 AS n FROM pg_stat_user_tables WHERE relname = 'case_file'`,
    );
    return rows[0]?.n ?? 0;
  }

  /** Runs where no other process is at it and it was not done since; gives whether it ran. */
  runIfDue(rule: string, since: Instant, now: Instant, work: (queries: Queries) => Promise<Look>): Promise<boolean> {
    return this.source
      .transaction(async (manager) => {
        const [lock]: { free: boolean; pid: number }[] = await manager.query(
          `SELECT pg_try_advisory_xact_lock(hashtext('hint ' || $1)) AS free, pg_backend_pid() AS pid`,
          [rule],
        );
        this.pid = lock?.pid;
        const done: unknown[] = await manager.query(
          `SELECT 1 FROM hint_run WHERE rule = $1 AND ran_at > ${at(2)} AND looked_at IS NOT NULL`,
          [rule, since],
        );
        if (!lock?.free || done.length > 0) return false;
        const { from, before, lookedAt, found } = await work(manager);
        await manager.query(
          `INSERT INTO hint_run (rule, ran_at, window_from, window_before, looked_at, found)
           VALUES ($1, ${at(2)}, ${at(3)}, ${at(4)}, $5, $6)
           ON CONFLICT (rule) DO UPDATE SET ran_at = excluded.ran_at, window_from = excluded.window_from,
             window_before = excluded.window_before, looked_at = excluded.looked_at, found = excluded.found`,
          [rule, now, from, before, lookedAt, found],
        );
        return true;
      })
      .finally(() => {
        this.pid = undefined;
      });
  }

  lastRuns(): Promise<RunRow[]> {
    return this.source.query(
      `SELECT rule AS name, ${msAs('ran_at', 'ranAt')}, ${msAs('window_from', 'from')}, ${msAs('window_before', 'before')},
         looked_at AS "lookedAt", found FROM hint_run`,
    );
  }

  /** Ends the query of the computation that is under way; it fails, and nothing of it is kept. */
  async cancel(): Promise<void> {
    if (this.pid !== undefined) await this.source.query('SELECT pg_cancel_backend($1)', [this.pid]);
  }

  /**
   * Writes what a rule has found: new hints are added, open ones follow their figures, open ones that were to be found
   * again and were not are withdrawn. What a person has closed stays closed.
   */
  async store(
    queries: Queries,
    rule: string,
    hints: readonly Hint[],
    { since, by }: Follow,
    now: Instant,
  ): Promise<void> {
    await queries.query(
      `UPDATE hint SET status = 'withdrawn'
       WHERE rule = $1 AND status = 'open' AND ${by} >= ${at(2)} AND NOT key = ANY($3::text[])`,
      [rule, since, hints.map((h) => h.key)],
    );
    await queries.query(
      `INSERT INTO hint (rule, key, org, item, window_from, window_before, body, found_at)
       SELECT $1, v.key, v.org, v.item, to_timestamp(v.f / 1000), to_timestamp(v.b / 1000), v.body, ${at(8)}
       FROM unnest($2::text[], $3::text[], $4::text[], $5::float8[], $6::float8[], $7::jsonb[]) AS v (key, org, item, f, b, body)
       ON CONFLICT (rule, key) DO UPDATE SET status = 'open', body = excluded.body, window_from = excluded.window_from,
         window_before = excluded.window_before
       WHERE hint.status <> 'closed' AND (hint.status, hint.body, hint.window_from, hint.window_before)
         IS DISTINCT FROM ('open', excluded.body, excluded.window_from, excluded.window_before)`,
      [
        rule,
        hints.map((h) => h.key),
        hints.map((h) => h.org),
        hints.map((h) => h.item),
        hints.map((h) => h.from),
        hints.map((h) => h.before),
        hints.map(({ expected, observed, arithmetic, cases, peers }) =>
          JSON.stringify({ expected, observed, arithmetic, cases, peers }),
        ),
        now,
      ],
    );
  }
}
