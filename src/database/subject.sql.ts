/**
 * What the item and the organisation of a row of table `c` are called, with the columns `item` and `org`: `itemName`,
 * `orgName`, `orgNameEn`; names come from the newest item version and the register of organisations.
 */
export const SUBJECT_NAMES = `(SELECT o.name FROM org o WHERE o.code = c.org) AS "orgName",
  (SELECT o.name_en FROM org o WHERE o.code = c.org) AS "orgNameEn",
  (SELECT v.body->>'name' FROM item_version v WHERE v.code = c.item ORDER BY v.version DESC LIMIT 1) AS "itemName"`;

/**
 * The region of the organisation of a row of table `c` and those above it, from the province down. A region that the
 * register does not know stands by itself.
 */
export const SUBJECT_REGIONS = `coalesce((WITH RECURSIVE above (code, parent, height) AS (
      SELECT o.region, r.parent, 0 FROM org o LEFT JOIN region r ON r.code = o.region WHERE o.code = c.org
      UNION ALL SELECT r.code, r.parent, a.height + 1 FROM above a JOIN region r ON r.code = a.parent WHERE a.height < 9)
    SELECT json_agg(json_build_object('code', a.code, 'name', coalesce(r.name, a.code), 'nameEn', r.name_en) ORDER BY a.height DESC)
    FROM above a LEFT JOIN region r ON r.code = a.code), '[]') AS regions`;
