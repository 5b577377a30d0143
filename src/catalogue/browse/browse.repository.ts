import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CatalogueKind, CatalogueWords } from '../../console/catalogue.protocol.js';
import type { Instant } from '../../domain/instant.js';
import { orgNameAs } from '../organisations/organisation.names.js';
import { ENTRY } from '../versions/version.repository.js';
import type { StoredVersion } from '../versions/version.js';

export interface BrowseQuery {
  readonly kind: CatalogueKind;
  readonly at: Instant;
  /** Part of the name or of the code. */
  readonly text?: string;
  readonly org?: string;
  readonly limit: number;
  /** Codes after this one. */
  readonly after?: string;
}

export interface BrowsedEntry extends StoredVersion {
  readonly versions: number;
  readonly drafts: number;
  readonly orgName: CatalogueWords | null;
}

/** Of each code the version in force at $2, else the next one to come. */
const CHOSEN = `SELECT DISTINCT ON (code) *, effective_from > to_timestamp($2::float8 / 1000) AS coming
  FROM catalogue_entry WHERE kind = $1
  ORDER BY code, coalesce(effective_from > to_timestamp($2::float8 / 1000), false),
    CASE WHEN effective_from > to_timestamp($2::float8 / 1000) THEN effective_from END,
    effective_from DESC NULLS LAST, id DESC`;

const MATCHES = `($3::text IS NULL OR strpos(lower(code), lower($3)) > 0 OR strpos(lower(body->>'name'), lower($3)) > 0
    OR strpos(lower(body->>'nameEn'), lower($3)) > 0)
  AND ($4::text IS NULL OR body->>'org' = $4 OR body->'orgs' ? $4 OR body->>'region' = $4 OR body->>'parent' = $4)`;

@Injectable()
export class BrowseRepository {
  constructor(private readonly source: DataSource) {}

  /** By code, one more than asked for when there is a next page; `total` counts all. */
  async page({ kind, at, text, org, limit, after }: BrowseQuery): Promise<{ rows: BrowsedEntry[]; total: number }> {
    const values = [kind, at, text ?? null, org ?? null];
    const rows: BrowsedEntry[] = await this.source.query(
      `SELECT ${ENTRY},
         (SELECT count(*)::int FROM catalogue_entry e WHERE e.kind = c.kind AND e.code = c.code) AS versions,
         (SELECT count(*)::int FROM catalogue_draft d WHERE d.kind = c.kind AND d.code = c.code AND d.state = 'draft') AS drafts,
         ${orgNameAs("CASE WHEN c.kind = 'organisations' THEN c.code WHEN c.kind IN ('items', 'standards') THEN c.body->>'org' END", 'orgName')}
       FROM (${CHOSEN}) c WHERE ${MATCHES} AND ($5::text IS NULL OR code > $5) ORDER BY code LIMIT $6`,
      [...values, after ?? null, limit + 1],
    );
    const counts: { total: number }[] = await this.source.query(
      `SELECT count(*)::int AS total FROM (${CHOSEN}) c WHERE ${MATCHES}`,
      values,
    );
    return { rows, total: counts[0]!.total };
  }
}
