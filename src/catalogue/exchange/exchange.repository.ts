import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CatalogueKind } from '../../console/catalogue.protocol.js';
import type { Instant } from '../../domain/instant.js';
import { groupBy, type StoredVersion } from '../versions/version.js';
import { ENTRY } from '../versions/version.repository.js';

@Injectable()
export class ExchangeRepository {
  constructor(private readonly source: DataSource) {}

  /** By code. */
  inForce(kind: CatalogueKind, at: Instant): Promise<StoredVersion[]> {
    return this.source.query(
      `SELECT ${ENTRY} FROM (
         SELECT DISTINCT ON (code) * FROM catalogue_entry
         WHERE kind = $1 AND (effective_from IS NULL OR effective_from <= to_timestamp($2::float8 / 1000))
         ORDER BY code, effective_from DESC NULLS LAST, id DESC) e ORDER BY code`,
      [kind, at],
    );
  }

  /** Every version of these entries. */
  async versions(kind: CatalogueKind, codes: readonly string[]): Promise<Map<string, StoredVersion[]>> {
    const rows: StoredVersion[] = await this.source.query(
      `SELECT ${ENTRY} FROM catalogue_entry WHERE kind = $1 AND code = ANY($2) ORDER BY id`,
      [kind, codes],
    );
    return groupBy(rows, ({ code }) => code);
  }

  /** The drafts of these entries that wait for their check. */
  async openDrafts(kind: CatalogueKind, codes: readonly string[]): Promise<Map<string, number[]>> {
    const rows: { code: string; ids: number[] }[] = await this.source.query(
      `SELECT code, array_agg(id ORDER BY id) AS ids FROM catalogue_draft
       WHERE kind = $1 AND state = 'draft' AND code = ANY($2) GROUP BY code`,
      [kind, codes],
    );
    return new Map(rows.map(({ code, ids }) => [code, ids]));
  }
}
