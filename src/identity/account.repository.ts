import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Account, Role } from './account.js';

/** Wrong passwords in a row, from whatever addresses, after which an account is locked against unfamiliar ones. */
export const MAX_ACCOUNT_FAILURES = 50;
export const LOCK_MINUTES = 15;

export interface NewAccount {
  readonly username: string;
  readonly name: string;
  readonly role: Role;
  readonly org: string | null;
  readonly passwordHash: string;
  readonly demo: boolean;
}

export interface Credentials {
  readonly account: Account;
  readonly passwordHash: string;
  readonly locked: boolean;
}

interface CredentialRow extends Account {
  readonly password_hash: string;
  readonly locked: boolean;
}

@Injectable()
export class AccountRepository {
  constructor(private readonly source: DataSource) {}

  /** Disabled accounts are as good as unknown. */
  async credentials(username: string): Promise<Credentials | undefined> {
    const rows: CredentialRow[] = await this.source.query(
      `SELECT id, username, name, role, org, password_hash, coalesce(locked_until > now(), false) AS locked
       FROM account WHERE username = $1 AND disabled_at IS NULL`,
      [username],
    );
    return rows.map(({ password_hash: passwordHash, locked, ...account }) => ({ account, passwordHash, locked }))[0];
  }

  /** May anybody at all sign in? */
  async any(): Promise<boolean> {
    const rows: { any: boolean }[] = await this.source.query(
      'SELECT EXISTS (SELECT FROM account WHERE disabled_at IS NULL) AS any',
    );
    return rows[0]?.any === true;
  }

  async hasToured(id: number): Promise<boolean> {
    const rows: { toured: boolean }[] = await this.source.query(
      'SELECT toured_at IS NOT NULL AS toured FROM account WHERE id = $1',
      [id],
    );
    return rows[0]?.toured === true;
  }

  async noteTour(id: number): Promise<void> {
    await this.source.query('UPDATE account SET toured_at = now() WHERE id = $1 AND toured_at IS NULL', [id]);
  }

  async countFailure(id: number): Promise<void> {
    await this.source.query(
      `UPDATE account SET
         failures = CASE WHEN failures + 1 >= $2 THEN 0 ELSE failures + 1 END,
         locked_until = CASE WHEN failures + 1 >= $2 THEN now() + make_interval(mins => $3) ELSE locked_until END
       WHERE id = $1`,
      [id, MAX_ACCOUNT_FAILURES, LOCK_MINUTES],
    );
  }

  async clearFailures(id: number): Promise<void> {
    await this.source.query(
      `UPDATE account SET failures = 0, locked_until = NULL WHERE id = $1 AND (failures > 0 OR locked_until IS NOT NULL)`,
      [id],
    );
  }

  /** Returns false when the username is taken. */
  async add({ username, name, role, org, passwordHash, demo }: NewAccount): Promise<boolean> {
    const rows: unknown[] = await this.source.query(
      `INSERT INTO account (username, name, role, org, password_hash, demo) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (username) DO NOTHING RETURNING id`,
      [username, name, role, org, passwordHash, demo],
    );
    return rows.length > 0;
  }
}
