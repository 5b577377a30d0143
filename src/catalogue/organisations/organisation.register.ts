import type { Instant } from '../../domain/instant.js';
import type { Queries } from '../versions/publish-lock.js';

const REGION_KINDS = `('province', 'city', 'county', 'town', 'village')`;

const IN_FORCE = `SELECT DISTINCT ON (code) code, body->>'name' AS name, body->>'nameEn' AS name_en, body->>'kind' AS kind,
    coalesce(body->>'region', code) AS region, body->>'parent' AS parent, body->>'uscc' AS uscc
  FROM catalogue_version
  WHERE kind = 'organisations' AND ($2::text[] IS NULL OR code = ANY($2))
    AND (effective_from IS NULL OR effective_from <= to_timestamp($1::float8 / 1000))
  ORDER BY code, effective_from DESC NULLS LAST, id DESC`;

/**
 * Brings the registers of regions and organisations, which lists, figures and cards read, to what is in force. Call it
 * while nobody else publishes.
 *
 * @param codes only these; by default all
 */
export async function projectOrganisations(manager: Queries, now: Instant, codes?: readonly string[]): Promise<void> {
  const given = [now, codes ?? null];
  await manager.query(
    `INSERT INTO region (code, name, name_en, level, parent)
     SELECT code, name, name_en, kind, parent FROM (${IN_FORCE}) given WHERE kind IN ${REGION_KINDS} ORDER BY code
     ON CONFLICT (code) DO UPDATE SET (name, name_en, level, parent) =
       (excluded.name, excluded.name_en, excluded.level, excluded.parent)
     WHERE (region.name, region.name_en, region.level, region.parent)
       IS DISTINCT FROM (excluded.name, excluded.name_en, excluded.level, excluded.parent)`,
    given,
  );
  await manager.query(
    `INSERT INTO org (code, name, name_en, region, kind, parent, uscc)
     SELECT code, name, name_en, region, kind, parent, uscc FROM (${IN_FORCE}) given
     WHERE kind NOT IN ${REGION_KINDS} ORDER BY code
     ON CONFLICT (code) DO UPDATE SET (name, name_en, region, kind, parent, uscc) =
       (excluded.name, excluded.name_en, excluded.region, excluded.kind, excluded.parent, excluded.uscc)
     WHERE (org.name, org.name_en, org.region, org.kind, org.parent, org.uscc)
       IS DISTINCT FROM (excluded.name, excluded.name_en, excluded.region, excluded.kind, excluded.parent, excluded.uscc)`,
    given,
  );
}

/** Has an organisation's version come into force in (`after`, `now`]? */
export async function organisationsTurned(queries: Queries, after: Instant, now: Instant): Promise<boolean> {
  const rows: { turned: boolean }[] = await queries.query(
    `SELECT EXISTS (SELECT FROM catalogue_version WHERE kind = 'organisations'
       AND effective_from > to_timestamp($1::float8 / 1000) AND effective_from <= to_timestamp($2::float8 / 1000)) AS turned`,
    [after, now],
  );
  return rows[0]!.turned;
}
