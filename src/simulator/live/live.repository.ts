import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Instant, MINUTE } from '../../domain/instant.js';
import { newToken, tokenHash } from '../../identity/token.js';
import { SIMULATED } from '../../sources/feed.js';
import type { Line } from '../settings.file.js';
import type { LiveState } from './live-state.js';

/** A line that has been behind for longer is an alarm to the inspectors. */
const RHYTHM = 5 * MINUTE;

/** A source of the simulator, with a token that nobody else knows. */
export interface LiveFeed {
  readonly id: number;
  readonly name: string;
  readonly token: string;
  readonly reported: Instant | undefined;
}

@Injectable()
export class LiveRepository {
  constructor(private readonly source: DataSource) {}

  /**
   * The sources of all lines, made when they are not there. Their former tokens are void from now on: of several
   * processes the one that has come last simulates. All lines or none: whoever holds the first one waits for nobody.
   */
  async open(lines: readonly Line[]): Promise<LiveFeed[]> {
    return this.source.transaction(async (sql) => {
      const feeds: LiveFeed[] = [];
      for (const { key, regions } of lines) {
        const token = newToken();
        const rows: { id: number; name: string; reported: number | null }[] = await sql.query(
          `INSERT INTO feed (name, token_hash, scope, policy, max_lag_ms) VALUES ($1, $2, $3, 'declared', $4)
           ON CONFLICT (name) DO UPDATE SET (token_hash, scope, max_lag_ms, disabled_at) =
             (excluded.token_hash, excluded.scope, excluded.max_lag_ms, NULL)
           RETURNING id, name, (extract(epoch FROM declared_until) * 1000)::float8 AS reported`,
          [SIMULATED + key, tokenHash(token), regions.map((prefix) => `${prefix}*`), RHYTHM],
        );
        const { id, name, reported } = rows[0]!;
        feeds.push({ id, name, token, reported: reported ?? undefined });
      }
      return feeds;
    });
  }

  /** Up to when every one of its sources has reported; `undefined`: not at all. */
  async reported(): Promise<Instant | undefined> {
    const rows: { reported: number | null }[] = await this.source.query(
      `SELECT CASE WHEN bool_and(declared_until IS NOT NULL) THEN (extract(epoch FROM min(declared_until)) * 1000)::float8
         END AS reported FROM feed WHERE starts_with(name, $1)`,
      [SIMULATED],
    );
    return rows[0]?.reported ?? undefined;
  }

  async state(): Promise<LiveState | undefined> {
    const rows: { value: string }[] = await this.source.query(`SELECT value FROM setting WHERE key = 'demo_simulator'`);
    return rows[0] && (JSON.parse(rows[0].value) as LiveState);
  }

  async save(state: LiveState): Promise<void> {
    await this.source.query(
      `INSERT INTO setting VALUES ('demo_simulator', $1) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
      [JSON.stringify(state)],
    );
  }

  /** Numbers of the cases of one of its sources that have not ended. */
  async openCases(feed: number): Promise<string[]> {
    const rows: { caseNo: string }[] = await this.source.query(
      `SELECT case_no AS "caseNo" FROM case_file WHERE feeds = ARRAY[$1::int] AND ended_at IS NULL ORDER BY case_no`,
      [feed],
    );
    return rows.map(({ caseNo }) => caseNo);
  }
}
