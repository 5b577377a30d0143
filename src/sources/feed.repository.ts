import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Instant } from '../domain/instant.js';
import type { HourOfArrivals } from './arrival-hours.js';
import { SIMULATED, type Feed } from './feed.js';

export interface NewFeed {
  readonly name: string;
  readonly scope: readonly string[];
  readonly policy: Feed['policy'];
  /** Milliseconds. */
  readonly maxLag: number;
}

export interface FeedRecord extends Feed {
  readonly declaredUntil: Instant | null;
  /** Its newest event, to within some seconds; a repeat does not count. */
  readonly lastReceivedAt: Instant | null;
  readonly createdAt: Instant;
  readonly disabledAt: Instant | null;
  /** Disabled feeds only: a running case waits for its watermark. */
  readonly holdsCases: boolean;
  readonly simulated: boolean;
  /** Disabled lines of the simulator only: such a case is known to other feeds, too. */
  readonly holdsOthers: boolean;
}

const ms = (column: string, as: string): string => `(extract(epoch FROM ${column}) * 1000)::float8 AS "${as}"`;
const FEED = `id, name, scope, policy, max_lag_ms AS "maxLag"`;
/** Such that the index answers it, whatever is known of the table. */
const HOLDS = `(SELECT next_at FROM case_file WHERE parked_feed = feed.id AND next_at IS NOT NULL ORDER BY next_at LIMIT 1) IS NOT NULL`;
const SIMULATED_FEED = `starts_with(name, '${SIMULATED}')`;
const HOLDS_OTHERS = `EXISTS (SELECT FROM case_file WHERE parked_feed = feed.id AND next_at IS NOT NULL AND cardinality(feeds) > 1)`;
const UNIQUE_VIOLATION = '23505';

@Injectable()
export class FeedRepository {
  constructor(private readonly source: DataSource) {}

  /** Disabled feeds are not found. */
  async byTokenHash(hash: Buffer): Promise<Feed | undefined> {
    const rows: Feed[] = await this.source.query(
      `SELECT ${FEED} FROM feed WHERE token_hash = $1 AND disabled_at IS NULL`,
      [hash],
    );
    return rows[0];
  }

  async all(): Promise<Feed[]> {
    return this.source.query(`SELECT ${FEED} FROM feed ORDER BY id`);
  }

  async records(): Promise<FeedRecord[]> {
    return this.source.query(
      `SELECT ${FEED}, ${ms('declared_until', 'declaredUntil')}, ${ms('last_received_at', 'lastReceivedAt')},
         ${ms('created_at', 'createdAt')}, ${ms('disabled_at', 'disabledAt')}, disabled_at IS NOT NULL AND ${HOLDS} AS "holdsCases",
         ${SIMULATED_FEED} AS simulated, disabled_at IS NOT NULL AND ${SIMULATED_FEED} AND ${HOLDS_OTHERS} AS "holdsOthers"
       FROM feed ORDER BY id`,
    );
  }

  /** What every feed delivered in each hour that is kept. */
  async arrivals(): Promise<HourOfArrivals[]> {
    return this.source.query(`SELECT feed, ${ms('hour', 'hour')}, events::int AS events FROM feed_hour`);
  }

  /** `undefined`: the name is taken. */
  async add({ name, scope, policy, maxLag }: NewFeed, tokenHash: Buffer): Promise<Feed | undefined> {
    try {
      const rows: Feed[] = await this.source.query(
        `INSERT INTO feed (name, token_hash, scope, policy, max_lag_ms) VALUES ($1, $2, $3, $4, $5)
         RETURNING ${FEED}`,
        [name, tokenHash, scope, policy, maxLag],
      );
      return rows[0];
    } catch (error) {
      if ((error as { code?: string }).code === UNIQUE_VIOLATION) return undefined;
      throw error;
    }
  }

  /** False when there is no such feed in use. */
  async disable(name: string): Promise<boolean> {
    const [rows]: [unknown[], number] = await this.source.query(
      `UPDATE feed SET disabled_at = now() WHERE name = $1 AND disabled_at IS NULL RETURNING id`,
      [name],
    );
    return rows.length > 0;
  }

  /** Another token for a feed, which is in use from now on; false when there is no such feed. */
  async renew(name: string, tokenHash: Buffer): Promise<boolean> {
    const [rows]: [unknown[], number] = await this.source.query(
      `UPDATE feed SET token_hash = $2, disabled_at = NULL WHERE name = $1 RETURNING id`,
      [name, tokenHash],
    );
    return rows.length > 0;
  }
}
