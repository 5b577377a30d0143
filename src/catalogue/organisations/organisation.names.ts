import type { CatalogueWords } from '../../console/catalogue.protocol.js';

/** What the register calls the organisation or region with this code, as CatalogueWords; null where it knows none. */
export const orgNameAs = (code: string, as: string): string =>
  `(SELECT jsonb_build_object('zh', r.name, 'en', coalesce(r.name_en, r.name))
     FROM (SELECT code, name, name_en FROM org UNION ALL SELECT code, name, name_en FROM region) r
     WHERE r.code = ${code} LIMIT 1) AS "${as}"`;

/** Names by the codes of organisations and regions. */
export type OrgNames = Readonly<Record<string, CatalogueWords>>;

/** Members of the catalogue's entries that name organisations or regions. */
const NAMING: readonly string[] = ['org', 'orgs', 'region', 'parent', 'units'];

/** Codes of organisations that a body names, wherever it does; `prefix*` is none. */
export function orgsIn(body: unknown): string[] {
  if (Array.isArray(body)) return body.flatMap(orgsIn);
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body).flatMap(([name, value]) =>
    NAMING.includes(name) ? [value].flat().filter((one) => typeof one === 'string') : orgsIn(value),
  );
}
