import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CatalogueKind } from '../../console/catalogue.protocol.js';
import { msAs } from '../../database/sql.js';
import type { Instant } from '../../domain/instant.js';
import type { Queries } from './publish-lock.js';
import type { NamedVersion, StoredVersion } from './version.js';

/** Columns of `catalogue_entry`, as StoredVersion names them. */
export const ENTRY = `id, kind, code, version, ${msAs('effective_from', 'effectiveFrom')}, body, origin,
  ${msAs('created_at', 'createdAt')}, created_by AS "createdBy", checker, note, draft`;

export interface NewStoredVersion {
  readonly kind: Exclude<CatalogueKind, 'items'>;
  readonly code: string;
  readonly effectiveFrom: Instant | null;
  readonly body: unknown;
  readonly createdBy: string;
  readonly checker: string;
  readonly note: string | null;
  readonly draft: number;
}

/** What a file says of one entry. */
export interface FiledVersion {
  readonly code: string;
  readonly body: unknown;
}

/** What may be done while nobody else publishes. */
export class VersionPublication {
  constructor(private readonly manager: Queries) {}

  /** Without an instant the first version is in force from the beginning, later ones from `now`. */
  async add(given: NewStoredVersion, now: Instant): Promise<number> {
    const rows: { version: number }[] = await this.manager.query(
      `INSERT INTO catalogue_version (kind, code, version, effective_from, body, origin, created_by, checker, note, draft)
       SELECT $1, $2, coalesce(max(version), 0) + 1,
         to_timestamp(coalesce($3::float8, CASE WHEN count(*) > 0 THEN $9::float8 END) / 1000), $4, 'draft', $5, $6, $7, $8
       FROM catalogue_version WHERE kind = $1 AND code = $2 RETURNING version`,
      [
        given.kind,
        given.code,
        given.effectiveFrom,
        JSON.stringify(given.body),
        given.createdBy,
        given.checker,
        given.note,
        given.draft,
        now,
      ],
    );
    return rows[0]!.version;
  }

  /**
   * Adds a version of each entry that neither its newest version nor the newest one by `by` says: the first from the
   * beginning, later ones from `now`. Gives their codes.
   */
  async addChanged(
    kind: NewStoredVersion['kind'],
    files: readonly FiledVersion[],
    by: string,
    now: Instant,
  ): Promise<string[]> {
    const newest = (where: string): string =>
      `SELECT DISTINCT ON (code) code, version, body FROM catalogue_version
       WHERE kind = $1 AND ${where} ORDER BY code, version DESC`;
    const added: { code: string }[] = await this.manager.query(
      `WITH given AS (SELECT * FROM unnest($2::text[], $3::jsonb[]) WITH ORDINALITY AS files (code, body, place))
       INSERT INTO catalogue_version (kind, code, version, effective_from, body, origin, created_by)
       SELECT $1, given.code, coalesce(newest.version, 0) + 1,
              CASE WHEN newest.code IS NOT NULL THEN to_timestamp($5::float8 / 1000) END, given.body, 'file', $4
       FROM given LEFT JOIN (${newest('code = ANY($2)')}) newest USING (code)
                  LEFT JOIN (${newest('code = ANY($2) AND created_by = $4')}) loaded USING (code)
       WHERE newest.body IS DISTINCT FROM given.body AND loaded.body IS DISTINCT FROM given.body
       ORDER BY given.place RETURNING code`,
      [kind, files.map(({ code }) => code), files.map(({ body }) => JSON.stringify(body)), by, now],
    );
    return added.map(({ code }) => code);
  }

  /** Every version of calendars and profiles: what new cases may be given now or later. */
  regimes(): Promise<StoredVersion[]> {
    return this.manager.query(
      `SELECT ${ENTRY} FROM catalogue_entry WHERE kind IN ('calendars', 'profiles') ORDER BY id`,
    );
  }
}

@Injectable()
export class VersionRepository {
  constructor(private readonly source: DataSource) {}

  /** The highest number over all kinds; 0 without any. */
  async revision(queries: Queries = this.source): Promise<number> {
    const rows: { revision: number }[] = await queries.query(
      `SELECT coalesce(greatest((SELECT max(id) FROM item_version), (SELECT max(id) FROM catalogue_version)), 0)::int AS revision`,
    );
    return rows[0]!.revision;
  }

  /** Every version by which cases are judged with a number in (`after`, `upTo`], in order. */
  judging(after: number, upTo: number): Promise<StoredVersion[]> {
    return this.source.query(
      `SELECT ${ENTRY} FROM catalogue_version WHERE kind <> 'organisations' AND id > $1 AND id <= $2 ORDER BY id`,
      [after, upTo],
    );
  }

  /** Newest first, with the people's names. */
  history(kind: CatalogueKind, code: string): Promise<NamedVersion[]> {
    const name = (username: string, as: string) =>
      `(SELECT a.name FROM account a WHERE a.username = e.${username}) AS "${as}"`;
    return this.source.query(
      `SELECT e.*, ${name('"createdBy"', 'authorName')}, ${name('checker', 'checkerName')}
       FROM (SELECT ${ENTRY} FROM catalogue_entry WHERE kind = $1 AND code = $2) e ORDER BY e.version DESC`,
      [kind, code],
    );
  }

  /** Newest first. */
  versions(kind: CatalogueKind, code: string, queries: Queries = this.source): Promise<StoredVersion[]> {
    return queries.query(`SELECT ${ENTRY} FROM catalogue_entry WHERE kind = $1 AND code = $2 ORDER BY version DESC`, [
      kind,
      code,
    ]);
  }
}
