import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { msAs } from '../../database/sql.js';
import type { Instant } from '../../domain/instant.js';
import type { ItemBody, ItemRecord } from './item.js';
import type { ItemFile } from './item.files.js';
import { type Queries, whilePublishing } from '../versions/publish-lock.js';

const VERSION = `id, code, version, ${msAs('effective_from', 'effectiveFrom')}, body, ${msAs('created_at', 'createdAt')},
  created_by AS "createdBy"`;

export interface ItemQuery {
  readonly limit: number;
  /** Codes after this one. */
  readonly after: string | undefined;
  /** Part of the name or of the code. */
  readonly text: string | undefined;
  readonly org: string | undefined;
}

export interface NewVersion {
  readonly code: string;
  readonly version: number;
  readonly effectiveFrom: Instant | null;
  readonly body: ItemBody;
  readonly createdBy: string;
  /** Where it came from a draft. */
  readonly checked?: { readonly checker: string; readonly note: string | null; readonly draft: number };
}

/** What may be done while nobody else publishes. */
export class ItemPublication {
  constructor(private readonly manager: Queries) {}

  /** Newest first. */
  async versions(code: string): Promise<ItemRecord[]> {
    return this.manager.query(`SELECT ${VERSION} FROM item_version WHERE code = $1 ORDER BY version DESC`, [code]);
  }

  async add({ code, version, effectiveFrom, body, createdBy, checked }: NewVersion): Promise<ItemRecord> {
    const rows: ItemRecord[] = await this.manager.query(
      `INSERT INTO item_version (code, version, effective_from, body, created_by, checker, note, draft)
       VALUES ($1, $2, to_timestamp($3::float8 / 1000), $4, $5, $6, $7, $8) RETURNING ${VERSION}`,
      [
        code,
        version,
        effectiveFrom,
        JSON.stringify(body),
        createdBy,
        checked?.checker ?? null,
        checked?.note ?? null,
        checked?.draft ?? null,
      ],
    );
    return rows[0]!;
  }

  /** Adds a version of each item that neither its newest version nor the newest one by `by` says; gives their number. */
  async addChanged(files: readonly ItemFile[], by: string, now: Instant): Promise<number> {
    const same = (version: string): string =>
      `coalesce(${version}.body = given.body AND (given.starts IS NULL OR given.starts = ${version}.effective_from), false)`;
    const newest = (where: string): string =>
      `SELECT DISTINCT ON (code) code, version, effective_from, body FROM item_version
       WHERE ${where} ORDER BY code, version DESC`;
    const added: unknown[] = await this.manager.query(
      `WITH given AS (
         SELECT code, body, to_timestamp(starts / 1000) AS starts, place
         FROM unnest($1::text[], $2::jsonb[], $3::float8[]) WITH ORDINALITY AS files (code, body, starts, place))
       INSERT INTO item_version (code, version, effective_from, body, created_by)
       SELECT given.code, coalesce(newest.version, 0) + 1,
              coalesce(given.starts, CASE WHEN newest.code IS NOT NULL THEN to_timestamp($5::float8 / 1000) END), given.body, $4
       FROM given LEFT JOIN (${newest('code = ANY($1)')}) newest USING (code)
                  LEFT JOIN (${newest('code = ANY($1) AND created_by = $4')}) loaded USING (code)
       WHERE NOT ${same('newest')} AND NOT ${same('loaded')}
       ORDER BY given.place RETURNING id`,
      [
        files.map(({ code }) => code),
        files.map(({ body }) => JSON.stringify(body)),
        files.map(({ effectiveFrom }) => effectiveFrom ?? null),
        by,
        now,
      ],
    );
    return added.length;
  }
}

@Injectable()
export class ItemRepository {
  constructor(private readonly source: DataSource) {}

  publish<T>(work: (publication: ItemPublication) => Promise<T>): Promise<T> {
    return whilePublishing(this.source, (manager) => work(new ItemPublication(manager)));
  }

  /** Every version with a number in (`after`, `upTo`], in order. */
  async since(after: number, upTo: number): Promise<ItemRecord[]> {
    return this.source.query(`SELECT ${VERSION} FROM item_version WHERE id > $1 AND id <= $2 ORDER BY id`, [
      after,
      upTo,
    ]);
  }

  /** Newest first. */
  versions(code: string): Promise<ItemRecord[]> {
    return new ItemPublication(this.source).versions(code);
  }

  /** The newest version of each item, by code. */
  async page({ limit, after, text, org }: ItemQuery): Promise<{ records: ItemRecord[]; total: number }> {
    const newest = `SELECT DISTINCT ON (code) * FROM item_version ORDER BY code, version DESC`;
    const matches = `($1::text IS NULL OR strpos(lower(body->>'name'), lower($1)) > 0 OR strpos(lower(code), lower($1)) > 0)
      AND ($2::text IS NULL OR body->>'org' = $2)`;
    const records: ItemRecord[] = await this.source.query(
      `SELECT ${VERSION} FROM (${newest}) newest
       WHERE ${matches} AND ($3::text IS NULL OR code > $3) ORDER BY code LIMIT $4`,
      [text ?? null, org ?? null, after ?? null, limit],
    );
    const counts: { total: number }[] = await this.source.query(
      `SELECT count(*)::int AS total FROM (${newest}) newest WHERE ${matches}`,
      [text ?? null, org ?? null],
    );
    return { records, total: counts[0]!.total };
  }
}
