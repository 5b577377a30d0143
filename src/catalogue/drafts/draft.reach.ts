import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CatalogueKind, StandardBody } from '../../console/catalogue.protocol.js';
import { canSee } from '../../identity/account.js';
import { orgOf } from '../browse/entry-name.js';
import type { Queries } from '../versions/publish-lock.js';
import type { StoredVersion } from '../versions/version.js';

/** A version as it is to be, and the newest one that it follows. */
export interface Change {
  readonly kind: CatalogueKind;
  readonly code: string;
  readonly body: unknown;
  readonly org: string | null;
  readonly newest: StoredVersion | undefined;
}

/** What a change reaches: an account may make or check it only where all of that lies in its scope. */
@Injectable()
export class DraftReach {
  constructor(private readonly source: DataSource) {}

  /**
   * @param scope `undefined`: everything
   * @returns the member by which it reaches beyond; `undefined`: it doesn't
   */
  async beyond(change: Change, scope: string | undefined, queries: Queries = this.source): Promise<string | undefined> {
    if (scope === undefined) return undefined;
    const { kind, code, body, org, newest } = change;
    if (!canSee(scope, org)) return 'org';
    if (newest && !canSee(scope, orgOf(kind, code, newest.body))) return 'code';
    if (kind !== 'standards') return undefined;
    // A registered row stands in for the item's own: it judges whoever's item it names.
    const items = (body as StandardBody).items ?? [];
    const rows: { code: string; org: string | null }[] = await queries.query(
      `SELECT DISTINCT ON (code) code, body->>'org' AS org FROM item_version WHERE code = ANY($1::text[]) ORDER BY code, version DESC`,
      [items],
    );
    const owners = new Map(rows.map((row) => [row.code, row.org]));
    const i = items.findIndex((item) => !canSee(scope, owners.get(item) ?? null));
    return i < 0 ? undefined : `items[${i}]`;
  }
}
