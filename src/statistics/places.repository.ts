import { Injectable } from '@nestjs/common';
import { type CaseScope, NONE, OWN, narrow } from '../database/case.sql.js';
import { SqlConditions } from '../database/conditions.sql.js';
import type { Snapshot } from './snapshot.js';

export interface NameRow {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string | null;
}

export interface RegionRow extends NameRow {
  readonly level: string;
  readonly hasChildren: boolean;
}

const REGION = `r.code, r.name, r.name_en AS "nameEn", r.level,
  EXISTS (SELECT FROM region below WHERE below.parent = r.code) AS "hasChildren"`;

/** Regions, organisations and items by name, and which organisations lie where. */
@Injectable()
export class PlacesRepository {
  /** The one region that holds all others; `null` without one. */
  async root({ queries }: Snapshot): Promise<string | null> {
    const rows = await queries.query<{ code: string }[]>('SELECT code FROM region WHERE parent IS NULL LIMIT 2');
    return rows.length === 1 ? rows[0]!.code : null;
  }

  /**
   * To which row of a table of regions each organisation belongs that the scope and the viewer allow: the region below
   * `base` that holds it, `base` itself, or its own region where the register does not know it.
   */
  async placements(
    { queries }: Snapshot,
    base: string | null,
    { region, org }: CaseScope,
    visible: string | undefined,
  ): Promise<{ org: string; key: string }[]> {
    const conditions = new SqlConditions();
    const at = `${conditions.bind(base)}::text`;
    narrow(conditions, { region, org }).visible(visible, 'c.org');
    return queries.query(
      `WITH RECURSIVE bucket (key, code) AS (
         SELECT r.code, r.code FROM region r WHERE r.parent IS NOT DISTINCT FROM ${at}
         UNION SELECT b.key, r.code FROM bucket b JOIN region r ON r.parent = b.code)
       SELECT c.org, CASE WHEN c.region <> ${at} OR ${at} IS NULL THEN coalesce(b.key, c.region)
         WHEN EXISTS (SELECT FROM region r WHERE r.parent = ${at}) THEN ${at} || '${OWN}' ELSE ${at} END AS key
       FROM (SELECT o.code AS org, o.region FROM org o) c LEFT JOIN bucket b ON b.code = c.region ${conditions.where}`,
      conditions.values,
    );
  }

  /** From the province down to a region. */
  async lineage({ queries }: Snapshot, region: string): Promise<RegionRow[]> {
    return queries.query(
      `WITH RECURSIVE above (code, parent, height) AS (
         SELECT code, parent, 0 FROM region WHERE code = $1
         UNION SELECT r.code, r.parent, a.height + 1 FROM above a JOIN region r ON r.code = a.parent WHERE a.height < 9)
       SELECT ${REGION} FROM above a JOIN region r ON r.code = a.code ORDER BY a.height DESC`,
      [region],
    );
  }

  /** A region without a register entry is one all the same when an organisation lies in it. */
  async hasOrgs({ queries }: Snapshot, region: string): Promise<boolean> {
    const rows = await queries.query<unknown[]>('SELECT FROM org WHERE region = $1 LIMIT 1', [region]);
    return rows.length > 0;
  }

  async regions({ queries }: Snapshot, codes: readonly string[]): Promise<RegionRow[]> {
    return queries.query(`SELECT ${REGION} FROM region r WHERE r.code = ANY($1)`, [codes]);
  }

  async orgs({ queries }: Snapshot, codes: readonly string[]): Promise<NameRow[]> {
    return queries.query(`SELECT code, name, name_en AS "nameEn" FROM org WHERE code = ANY($1)`, [codes]);
  }

  /** By the newest version. */
  async items({ queries }: Snapshot, codes: readonly string[]): Promise<NameRow[]> {
    return queries.query(
      `SELECT DISTINCT ON (code) code, body->>'name' AS name, NULL AS "nameEn"
       FROM item_version WHERE code = ANY($1) ORDER BY code, version DESC`,
      [codes],
    );
  }
}

/** The region of the register in a region that is asked for; `null` for none. */
export const registered = (region: string | null | undefined): string | null =>
  !region || region === NONE ? null : region.endsWith(OWN) ? region.slice(0, -OWN.length) : region;
