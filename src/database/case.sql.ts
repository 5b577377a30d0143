import type { DueHorizon } from '../domain/due-horizon.js';
import type { SqlConditions } from './conditions.sql.js';

/** What lists and figures of cases understand alike, in terms of table `case_file c`. */

/** The instant by which a case is to be finished: promised, else statutory. Null: nothing to be late against. */
export const DUE_AT = 'coalesce(c.promised_due, c.statutory_due)';

/** It has begun and has not ended. */
export const RUNNING = `c.ended_at IS NULL AND c.state <> 'waiting'`;

/** A running case is late once it has been judged past its due instant: a silent feed is no delay. Null without one. */
export const OVERDUE = `coalesce(c.ended_at, c.judged_to) > ${DUE_AT}`;

/**
 * Up to where the feeds of a case have reported: what is left of its limit is counted from here. A feed that has never
 * declared anything holds its cases back; what is known of them is then where they were judged.
 *
 * @param c name of the table, with the columns `judged_to` and `feeds`
 */
export const ownTimeOf = (c: string): string =>
  `greatest(${c}.judged_to, (SELECT min(CASE f.policy WHEN 'clock' THEN now() - make_interval(secs => f.max_lag_ms / 1000.0)
    ELSE f.declared_until END) FROM feed f WHERE f.id = ANY (${c}.feeds)))`;

/**
 * A running case that is not late yet and due up to a given instant, which hangs on its calendar.
 *
 * @param until name of the parameter with `horizonOf(…)`
 */
export const dueUpTo = (until: string): string =>
  `(${RUNNING} AND NOT ${OVERDUE} AND ${DUE_AT} <=
    coalesce(${until}::jsonb ->> split_part(c.calendar, '@', 1), ${until}::jsonb ->> '*')::timestamptz)`;

/**
 * A person has taken the card back; it stays, with a row of its own that says so.
 *
 * @param card name of the table of cards
 */
export const isRevoked = (card: string): string =>
  `EXISTS (SELECT FROM card_revocation rv WHERE rv.card_id = ${card}.id)`;

export const horizonOf = (horizon: DueHorizon): string => JSON.stringify(horizon);

/** A region without those below it is asked for as `210000:own`. */
export const OWN = ':own';
/** What names no organisation, no item, or lies in no region is asked for as `:none`. */
export const NONE = ':none';

/** A part of all cases or cards; each member narrows. */
export interface CaseScope {
  /** A region with those below it, one by itself (`OWN`), or none (`NONE`). */
  readonly region?: string | null;
  readonly org?: string | null;
  readonly item?: string | null;
}

/** Restricts a table `c` with the columns `org` and `item`. */
export function narrow(conditions: SqlConditions, { region, org, item }: CaseScope): SqlConditions {
  if (region) inRegion(conditions, region);
  for (const [column, value] of Object.entries({ org, item })) {
    if (value === NONE) conditions.that(`c.${column} IS NULL`);
    else if (value) conditions.add(`c.${column} = ?`, value);
  }
  return conditions;
}

function inRegion(conditions: SqlConditions, region: string): void {
  if (region === NONE) conditions.that('NOT EXISTS (SELECT FROM org o WHERE o.code = c.org)');
  else if (region.endsWith(OWN))
    conditions.add('c.org IN (SELECT o.code FROM org o WHERE o.region = ?)', region.slice(0, -OWN.length));
  else
    conditions.add(
      `c.org IN (WITH RECURSIVE below (code) AS (
           SELECT ?::text UNION SELECT r.code FROM below b JOIN region r ON r.parent = b.code)
         SELECT o.code FROM below b JOIN org o ON o.region = b.code)`,
      region,
    );
}
