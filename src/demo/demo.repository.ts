import type { DataSource } from 'typeorm';
import { tokenHash } from '../identity/token.js';
import { DEMO_FEEDS, SIMULATOR_FEEDS } from './demo-data.js';

const TOKENS = DEMO_FEEDS.map(({ token }) => tokenHash(token));

/** What of the demonstration can be used at this moment. */
export interface ActiveDemo {
  readonly accounts: readonly string[];
  readonly feeds: readonly string[];
}

export class DemoRepository {
  constructor(private readonly source: Pick<DataSource, 'query'>) {}

  async active(): Promise<ActiveDemo> {
    const accounts: { name: string }[] = await this.source.query(
      'SELECT username AS name FROM account WHERE demo AND disabled_at IS NULL ORDER BY id',
    );
    const feeds: { name: string }[] = await this.source.query(
      'SELECT name FROM feed WHERE (token_hash = ANY($1) OR name LIKE $2) AND disabled_at IS NULL ORDER BY id',
      [TOKENS, SIMULATOR_FEEDS],
    );
    return { accounts: accounts.map(({ name }) => name), feeds: feeds.map(({ name }) => name) };
  }

  /** Usernames of demo accounts, disabled ones too. */
  async accounts(): Promise<string[]> {
    const rows: { username: string }[] = await this.source.query('SELECT username FROM account WHERE demo');
    return rows.map(({ username }) => username);
  }

  async enable(): Promise<void> {
    await this.source.query('UPDATE account SET disabled_at = NULL WHERE demo AND disabled_at IS NOT NULL');
    await this.source.query(
      'UPDATE feed SET disabled_at = NULL WHERE token_hash = ANY($1) AND disabled_at IS NOT NULL',
      [TOKENS],
    );
  }

  async disable(): Promise<void> {
    await this.source.query(
      `WITH ended AS (DELETE FROM session USING account a WHERE a.id = account_id AND a.demo)
       UPDATE account SET disabled_at = now() WHERE demo AND disabled_at IS NULL`,
    );
    await this.source.query('UPDATE feed SET disabled_at = now() WHERE token_hash = ANY($1) AND disabled_at IS NULL', [
      TOKENS,
    ]);
    await this.silenceSimulator();
  }

  /** Its sources report nothing until it is switched on again. */
  async silenceSimulator(): Promise<void> {
    await this.source.query('UPDATE feed SET disabled_at = now() WHERE name LIKE $1 AND disabled_at IS NULL', [
      SIMULATOR_FEEDS,
    ]);
  }

  /** The fingerprint of the province as it was loaded last. */
  async loadedProvince(): Promise<string | undefined> {
    const rows: { value: string }[] = await this.source.query(`SELECT value FROM setting WHERE key = 'demo_province'`);
    return rows[0]?.value;
  }

  async noteProvince(fingerprint: string): Promise<void> {
    await this.source.query(
      `INSERT INTO setting VALUES ('demo_province', $1) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
      [fingerprint],
    );
  }
}
