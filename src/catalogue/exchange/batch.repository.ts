import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CatalogueKind } from '../../console/catalogue.protocol.js';
import { msAs } from '../../database/sql.js';
import type { Instant } from '../../domain/instant.js';
import type { Queries } from '../versions/publish-lock.js';

export interface NewBatch {
  readonly kind: CatalogueKind;
  readonly origin: string;
  readonly note: string | null;
  readonly author: number;
  readonly at: Instant;
  readonly refused: number;
  /** JSON */
  readonly refusedRows: string;
}

export interface BatchRecord extends Omit<NewBatch, 'author' | 'at' | 'refusedRows'> {
  readonly id: number;
  readonly author: string;
  readonly authorName: string;
  readonly createdAt: Instant;
  readonly drafts: number;
  readonly open: number;
}

export interface BatchQuery {
  /** Those that lie wholly in its scope; its own ones of which nothing was taken, too. */
  readonly account: number;
  readonly scope?: string;
  readonly limit: number;
  /** Numbers below this one. */
  readonly after?: string;
}

const BATCH = `b.id, b.kind, b.origin, b.note, (SELECT username FROM account WHERE id = b.author) AS author,
  (SELECT name FROM account WHERE id = b.author) AS "authorName",
  ${msAs('b.created_at', 'createdAt')}, b.refused, count(d.id)::int AS drafts,
  (count(d.id) FILTER (WHERE d.state = 'draft'))::int AS open`;
const FROM = `catalogue_batch b LEFT JOIN catalogue_batch_draft l ON l.batch = b.id LEFT JOIN catalogue_draft d ON d.id = l.draft`;
/** A draft without an organisation lies in nobody's scope; nor does what the author wrote before his own changed. */
const VISIBLE = `($1::text IS NULL OR (count(d.id) = 0 AND b.author = $2) OR coalesce(bool_and(coalesce(
  CASE WHEN right($1, 1) = '*' THEN starts_with(d.org, left($1, -1)) ELSE d.org = $1 END, false)), false))`;

@Injectable()
export class BatchRepository {
  constructor(private readonly source: DataSource) {}

  async add(manager: Queries, batch: NewBatch): Promise<number> {
    const rows: { id: number }[] = await manager.query(
      `INSERT INTO catalogue_batch (kind, origin, note, author, created_at, refused, refused_rows)
       VALUES ($1, $2, $3, $4, to_timestamp($5::float8 / 1000), $6, $7) RETURNING id`,
      [batch.kind, batch.origin, batch.note, batch.author, batch.at, batch.refused, batch.refusedRows],
    );
    return rows[0]!.id;
  }

  async link(manager: Queries, batch: number, drafts: readonly number[]): Promise<void> {
    await manager.query('INSERT INTO catalogue_batch_draft (batch, draft) SELECT $1, unnest($2::int[])', [
      batch,
      drafts,
    ]);
  }

  /** Newest first, one more than asked for when there is a next page. */
  async page({ account, scope, limit, after }: BatchQuery): Promise<{ rows: BatchRecord[]; total: number }> {
    const values = [scope ?? null, account];
    const rows: BatchRecord[] = await this.source.query(
      `SELECT ${BATCH} FROM ${FROM} WHERE ($3::bigint IS NULL OR b.id < $3) GROUP BY b.id HAVING ${VISIBLE}
       ORDER BY b.id DESC LIMIT $4`,
      [...values, after ?? null, limit + 1],
    );
    const counts: { total: number }[] = await this.source.query(
      `SELECT count(*)::int AS total FROM (SELECT b.id FROM ${FROM} GROUP BY b.id HAVING ${VISIBLE}) visible`,
      values,
    );
    return { rows, total: counts[0]!.total };
  }

  async byId(id: number, account: number, scope: string | undefined): Promise<BatchRecord | undefined> {
    const rows: BatchRecord[] = await this.source.query(
      `SELECT ${BATCH} FROM ${FROM} WHERE b.id = $3 GROUP BY b.id HAVING ${VISIBLE}`,
      [scope ?? null, account, id],
    );
    return rows[0];
  }

  async refusedRows(id: number): Promise<unknown> {
    const rows: { refused: string }[] = await this.source.query(
      'SELECT refused_rows AS refused FROM catalogue_batch WHERE id = $1',
      [id],
    );
    return JSON.parse(rows[0]?.refused ?? '[]') as unknown;
  }
}
