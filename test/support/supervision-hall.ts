import pg from 'pg';
import type { Instant } from '../../src/domain/instant.js';
import type { Standards } from '../../src/domain/standards.js';
import type { Feed } from '../../src/sources/feed.js';
import { createHotPool } from '../../src/supervision/hot-pool.js';
import { FeedDirectory, StandardsSource } from '../../src/supervision/ports.js';
import { SUPERVISOR_TIMES, Supervisor, type SupervisorTimes } from '../../src/supervision/supervisor.js';
import { Clock } from '../../src/time/clock.js';
import type { VerifyItem } from '../../src/verify/history.js';
import { at } from '../verify/factory.js';
import { liveStandards } from './live-standards.js';
import { type TestDatabase, createTestDatabase } from './postgres.js';

/** Seven working days promised, twenty by statute. */
export const ITEM: VerifyItem = {
  promised: { amount: 7, unit: 'workingDay' },
  statutory: { amount: 20, unit: 'workingDay' },
};

class HeldClock extends Clock {
  at: Instant = at('2018-10-15 10:00:30');

  now(): Instant {
    return this.at;
  }
}

/** Standards of one item; the case of item `poison` cannot be judged. */
class OneItem extends StandardsSource {
  /** What judges instead, where a test needs it. */
  instead?: (item: Standards) => Standards;

  ensure = (): Promise<void> => Promise.resolve();
  currentRefs = () => ({ calendar: 'cn@1', profile: 'default@1' });

  standards(): Standards {
    const standards = liveStandards(ITEM);
    const poisonable: Standards = {
      ...standards,
      itemAt: (code, when) => {
        if (code === 'poison') throw new Error('this item cannot be judged');
        return standards.itemAt(code, when);
      },
    };
    return this.instead?.(poisonable) ?? poisonable;
  }
}

class Feeds extends FeedDirectory {
  readonly list: Feed[] = [];
  /** Added by another process so lately that the list of this one does not hold them yet. */
  readonly fresh = new Set<number>();
  byId = (id: number): Promise<Feed | undefined> => Promise.resolve(this.list.find((f) => f.id === id));
  all = (): Promise<readonly Feed[]> => Promise.resolve(this.list.filter((f) => !this.fresh.has(f.id)));
}

/** A database and as many processes on it as a test asks for; the clock stands still and no sweep comes by itself. */
export class Hall {
  readonly clock = new HeldClock();
  readonly standards = new OneItem();
  readonly feeds = new Feeds();
  private readonly endings: (() => Promise<void>)[] = [];

  private constructor(
    private readonly database: TestDatabase,
    /** For looking and for holding locks. */
    private readonly db: pg.Pool,
  ) {}

  static async open(): Promise<Hall> {
    const database = await createTestDatabase();
    const db = new pg.Pool({ connectionString: database.url });
    db.on('error', () => undefined);
    return new Hall(database, db);
  }

  async feed(policy: Feed['policy'], scope: readonly string[] = ['*'], maxLag = 60_000): Promise<Feed> {
    const name = `feed ${this.feeds.list.length + 1}`;
    const { rows } = await this.db.query<{ id: number }>(
      `INSERT INTO feed (name, token_hash, scope, policy, max_lag_ms) VALUES ($1, $1::text::bytea, $2, $3, $4) RETURNING id`,
      [name, scope, policy, maxLag],
    );
    const feed: Feed = { id: rows[0]!.id, name, scope, policy, maxLag };
    this.feeds.list.push(feed);
    return feed;
  }

  /** One process of the installation. */
  process(times: Partial<SupervisorTimes> = {}, clock: Clock = this.clock): Supervisor {
    const pool = createHotPool(this.database.url, times.lockPatience);
    const { feeds, standards } = this;
    const log = (): void => undefined;
    const supervisor = new Supervisor(
      { pool, clock, feeds, standards, log },
      (error) => {
        throw error;
      },
      { ...SUPERVISOR_TIMES, sweepEvery: 3_600_000, ...times },
    );
    supervisor.start();
    this.endings.push(async () => {
      await supervisor.stop();
      await pool.end();
    });
    return supervisor;
  }

  async rows<T extends object = Record<string, unknown>>(sql: string, values: unknown[] = []): Promise<T[]> {
    return (await this.db.query<T>(sql, values)).rows;
  }

  async value<T = number>(sql: string): Promise<T> {
    return Object.values((await this.rows(sql))[0]!)[0] as T;
  }

  /** `C1 T-PROMISE-OVER 2018-10-24 17:00`, in that order. */
  async cards(): Promise<string[]> {
    const rows = await this.rows<{ line: string }>(
      `SELECT case_no || ' ' || rule || ' ' || to_char(raised_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') AS line
       FROM card ORDER BY 1`,
    );
    return rows.map((r) => r.line);
  }

  /** Holds the rows that a query locks until the returned function is called. */
  async hold(sql: string, values: unknown[] = []): Promise<() => Promise<void>> {
    const client = await this.db.connect();
    await client.query('BEGIN');
    await client.query(sql, values);
    return async () => {
      await client.query('ROLLBACK');
      client.release();
    };
  }

  /** Backends of the processes that wait for a lock. */
  waiting = async (): Promise<number[]> =>
    (
      await this.rows<{ pid: number }>(
        `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'liangpai-supervision' AND wait_event_type = 'Lock'`,
      )
    ).map((r) => r.pid);

  async close(): Promise<void> {
    for (const end of this.endings) await end();
    await this.db.end();
    await this.database.drop();
  }
}

/** Verdicts as words: `accepted`, `duplicate`, or the reason of the rejection. */
export const words = (verdicts: Awaited<ReturnType<Supervisor['deliver']>>): string[] =>
  verdicts.map((v) => (v.kind === 'rejected' ? v.reason : v.kind));
