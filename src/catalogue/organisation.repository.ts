import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { OrganisationBody, OrganisationNode } from '../console/catalogue.protocol.js';

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

/** Where a node hangs in the tree of places: in what stands above it in the same region, else in its region. */
const PLACED = `placed AS (
  SELECT r.*, CASE WHEN r.region IS NULL THEN r.parent
                   WHEN above.region = r.region THEN r.parent ELSE r.region END AS place
  FROM register r LEFT JOIN org above ON above.code = r.parent)`;

@Injectable()
export class OrganisationRepository {
  constructor(private readonly source: DataSource) {}

  async inForce(): Promise<Map<string, OrganisationBody>> {
    const rows: Row[] = await this.source.query(REGISTER);
    return new Map(rows.map(({ code, ...row }) => [code, bodyOf(row)]));
  }

  /** What lies directly below a node; `null`: at the top. Regions first, then by code. */
  async below(place: string | null): Promise<OrganisationNode[]> {
    const rows: (Row & { below: number })[] = await this.source.query(
      `WITH register AS (${REGISTER}), ${PLACED}
       SELECT p.code, p.name, p."nameEn", p.kind, p.region, p.parent, p.uscc,
         (SELECT count(*)::int FROM placed b WHERE b.place = p.code) AS below
       FROM placed p
       WHERE CASE WHEN $1::text IS NULL THEN p.place IS NULL OR p.place NOT IN (SELECT code FROM register) ELSE p.place = $1 END
       ORDER BY p.region IS NOT NULL, p.kind = 'window', p.kind = 'centre', p.code`,
      [place],
    );
    return rows.map(({ code, below, ...row }) => ({ code, ...bodyOf(row), below }));
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
