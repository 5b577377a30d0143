import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Account } from './account.js';

/** A session ends after this long in any case, and after this long without use. */
export const ABSOLUTE_HOURS = 12;
export const IDLE_HOURS = 2;

/** Sessions live on the database's clock, which all processes share. */
@Injectable()
export class SessionRepository {
  constructor(private readonly source: DataSource) {}

  async open(hash: Buffer, accountId: number): Promise<void> {
    await this.source.query(
      `WITH ended AS (DELETE FROM session WHERE expires_at <= now() OR seen_at <= now() - make_interval(hours => $4))
       INSERT INTO session (token_hash, account_id, expires_at) VALUES ($1, $2, now() + make_interval(hours => $3))`,
      [hash, accountId, ABSOLUTE_HOURS, IDLE_HOURS],
    );
  }

  /** The account of a living session. */
  async account(hash: Buffer): Promise<Account | undefined> {
    const rows: Account[] = await this.source.query(
      `SELECT a.id, a.username, a.name, a.role, a.org
       FROM session s JOIN account a ON a.id = s.account_id
       WHERE s.token_hash = $1 AND s.expires_at > now() AND s.seen_at > now() - make_interval(hours => $2)
         AND a.disabled_at IS NULL`,
      [hash, IDLE_HOURS],
    );
    return rows[0];
  }

  /** Notes the use, at most once a minute. */
  async touch(hash: Buffer): Promise<void> {
    await this.source.query(
      `UPDATE session SET seen_at = now() WHERE token_hash = $1 AND seen_at < now() - interval '1 minute'`,
      [hash],
    );
  }

  async close(hash: Buffer): Promise<void> {
    await this.source.query('DELETE FROM session WHERE token_hash = $1', [hash]);
  }
}
