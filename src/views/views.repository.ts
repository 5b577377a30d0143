import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { SavedView } from '../console/console.protocol.js';

export type ViewRefusal = 'name-taken' | 'too-many';
type NewView = Omit<SavedView, 'id'>;

/** Every statement names the account: nobody reads or changes another one's. */
@Injectable()
export class ViewsRepository {
  constructor(private readonly source: DataSource) {}

  /** In the order in which they were kept. */
  of(account: number): Promise<SavedView[]> {
    return this.source.query('SELECT id, name, query FROM saved_view WHERE account_id = $1 ORDER BY id', [account]);
  }

  add(account: number, { name, query }: NewView, maximum: number): Promise<SavedView | ViewRefusal> {
    return this.source.transaction(async (transaction) => {
      // One after the other for each account, so that none goes beyond the maximum.
      await transaction.query('SELECT FROM account WHERE id = $1 FOR UPDATE', [account]);
      const [counted] = await transaction.query<{ n: number }[]>(
        'SELECT count(*)::int AS n FROM saved_view WHERE account_id = $1',
        [account],
      );
      if ((counted?.n ?? 0) >= maximum) return 'too-many';
      const [view] = await transaction.query<SavedView[]>(
        `INSERT INTO saved_view (account_id, name, query) VALUES ($1, $2, $3)
         ON CONFLICT DO NOTHING RETURNING id, name, query`,
        [account, name, query],
      );
      return view ?? 'name-taken';
    });
  }

  /** Undefined: the account has no such view. */
  change(account: number, id: string, { name, query }: NewView): Promise<SavedView | ViewRefusal | undefined> {
    return this.source.transaction(async (transaction) => {
      await transaction.query('SELECT FROM account WHERE id = $1 FOR UPDATE', [account]);
      const [taken] = await transaction.query<{ id: number }[]>(
        'SELECT id FROM saved_view WHERE account_id = $1 AND name = $2 AND id <> $3',
        [account, name, id],
      );
      if (taken) return 'name-taken';
      const [rows] = await transaction.query<[SavedView[], number]>(
        'UPDATE saved_view SET name = $3, query = $4 WHERE account_id = $1 AND id = $2 RETURNING id, name, query',
        [account, id, name, query],
      );
      return rows[0];
    });
  }

  /** @returns whether there was one */
  async remove(account: number, id: string): Promise<boolean> {
    const [, n] = await this.source.query<[unknown[], number]>(
      'DELETE FROM saved_view WHERE account_id = $1 AND id = $2',
      [account, id],
    );
    return n > 0;
  }
}
