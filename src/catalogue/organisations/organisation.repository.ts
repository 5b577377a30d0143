import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { OrgNames } from './organisation.names.js';
import type { OrganisationBody } from '../../console/catalogue.protocol.js';

interface Row extends Omit<OrganisationBody, 'nameEn' | 'region' | 'parent' | 'uscc'> {
  readonly code: string;
  readonly nameEn: string | null;
  readonly region: string | null;
  readonly parent: string | null;
  readonly uscc: string | null;
}

/** Regions and organisations together. */
const REGISTER = `SELECT code, name, name_en AS "nameEn", level AS kind, NULL AS region, parent, NULL AS uscc FROM region
  UNION ALL SELECT code, name, name_en, kind, region, parent, uscc FROM org WHERE code NOT IN (SELECT code FROM region)`;

/** Where a node hangs in the tree of places: below what stands above it in the same region, else in its region. */
const PLACED = `WITH register AS (${REGISTER})
  SELECT r.*, CASE WHEN r.region IS NULL THEN r.parent
                   WHEN above.region = r.region THEN r.parent ELSE r.region END AS place
  FROM register r LEFT JOIN org above ON above.code = r.parent
  ORDER BY r.region IS NOT NULL, r.kind = 'window', r.kind = 'centre', r.code`;

/** A node of the tree of places, and what it hangs below. */
export interface Placed {
  readonly code: string;
  readonly body: OrganisationBody;
  readonly place: string | null;
}

@Injectable()
export class OrganisationRepository {
  constructor(private readonly source: DataSource) {}

  async inForce(): Promise<Map<string, OrganisationBody>> {
    const rows: Row[] = await this.source.query(REGISTER);
    return new Map(rows.map(({ code, ...row }) => [code, bodyOf(row)]));
  }

  /** Those that the register knows. */
  async names(codes: readonly string[]): Promise<OrgNames> {
    const rows: Row[] = await this.source.query(`SELECT * FROM (${REGISTER}) r WHERE code = ANY($1::text[])`, [codes]);
    return Object.fromEntries(rows.map(({ code, name, nameEn }) => [code, { zh: name, en: nameEn ?? name }]));
  }

  /** Every node, regions first, then by code. */
  async placed(): Promise<Placed[]> {
    const rows: (Row & { place: string | null })[] = await this.source.query(PLACED);
    return rows.map(({ code, place, ...row }) => ({ code, place, body: bodyOf(row) }));
  }
}

const bodyOf = ({ name, kind, ...row }: Omit<Row, 'code'>): OrganisationBody => ({
  name,
  kind,
  nameEn: row.nameEn ?? undefined,
  region: row.region ?? undefined,
  parent: row.parent ?? undefined,
  uscc: row.uscc ?? undefined,
});
