import { Injectable } from '@nestjs/common';
import { ms, msAs } from '../database/sql.js';
import type { DecidedCase } from '../domain/hints/burst.js';
import { MAX_HINT_CASES } from '../domain/hints/hint.js';
import type { ValuedDecision } from '../domain/hints/like-cases.js';
import { DAYS_AFTER_CHANGE, type LengthenedLimit } from '../domain/hints/limit-changed.js';
import type { OrgMonth } from '../domain/hints/month-shares.js';
import type { UnknownCode } from '../domain/hints/unknown-code.js';
import type { Instant } from '../domain/instant.js';
import type { Queries } from './hint.repository.js';

type Counted = Omit<OrgMonth, 'month' | 'from' | 'before'>;

/** Numeric values only; a text that is no number has no spread. */
const NUMERIC = `'^-?[0-9]{1,15}(\\.[0-9]{1,6})?$'`;
/** Decisions of like cases that are read at most, the newest first. */
export const MAX_VALUED = 200_000;
/** Of a decision that several sources report at one instant the first by source and id: no case counts twice. */
const FIRST_REPORT = `NOT EXISTS (SELECT 1 FROM event o WHERE o.case_no = e.case_no AND o.type = e.type
  AND o.occurred_at = e.occurred_at AND (o.source COLLATE "C", o.id COLLATE "C") < (e.source, e.id))`;
/** In calendar days: after most long holidays there is still time. */
const LATE_ENTRY = `interval '7 days'`;
/** A version published ahead changes the limit only when it comes into force. */
const CHANGED_AT = 'greatest(v.created_at, v.effective_from)';

/** Windows over many cases, as rows. Every query is bounded by an index on the dates of cases. */
@Injectable()
export class WindowRepository {
  /** In order of organisation, officer and time. The officer is who decided, not who acted on the case last. */
  decided(queries: Queries, from: Instant, before: Instant): Promise<DecidedCase[]> {
    return queries.query(
      `SELECT case_no AS "caseNo", org, officer, ${msAs('ended_at', 'at')}
       FROM (
         SELECT c.case_no, c.org, c.ended_at, e.data::jsonb->>'officer' AS officer
         FROM case_file c JOIN event e ON e.case_no = c.case_no AND e.type = 'case.decided' AND e.occurred_at = c.ended_at
         WHERE c.ended_at >= to_timestamp($1::float8 / 1000) AND c.ended_at < to_timestamp($2::float8 / 1000)
           AND c.state = 'decided' AND c.org IS NOT NULL AND e.data LIKE '%"officer"%' AND ${FIRST_REPORT}) decisions
       WHERE officer IS NOT NULL ORDER BY org, officer, ended_at, case_no`,
      [from, before],
    );
  }

  valued(queries: Queries, from: Instant, before: Instant): Promise<ValuedDecision[]> {
    return queries.query(
      `SELECT "caseNo", org, item, d->>'benchmark' AS benchmark, d->>'tier' AS tier, (d->'facts')::text AS facts,
         (d->>'value')::float8 AS value, at
       FROM (
         SELECT c.case_no AS "caseNo", c.org, c.item, e.data::jsonb->'discretion' AS d, ${ms('e.occurred_at')} AS at
         FROM case_file c JOIN event e ON e.case_no = c.case_no AND e.type = 'case.decided'
         WHERE c.ended_at >= to_timestamp($1::float8 / 1000) AND c.ended_at < to_timestamp($2::float8 / 1000)
           AND c.state = 'decided' AND c.org IS NOT NULL AND c.item IS NOT NULL AND e.occurred_at = c.ended_at
           AND e.data LIKE '%"discretion"%' AND ${FIRST_REPORT}
         ORDER BY c.ended_at DESC LIMIT ${MAX_VALUED}) decisions
       WHERE d->>'benchmark' IS NOT NULL AND d->>'tier' IS NOT NULL AND d->'facts' IS NOT NULL AND d->>'value' ~ ${NUMERIC}
       ORDER BY item, benchmark, tier, facts, "caseNo"`,
      [from, before],
    );
  }

  /** Versions made in the window that state another promise than the one before, with the cases to which they apply. */
  lengthened(queries: Queries, from: Instant, before: Instant): Promise<LengthenedLimit[]> {
    return queries.query(
      `SELECT v.code AS item, v.body->>'name' AS name, v.version, ${msAs(CHANGED_AT, 'changedAt')},
         former.body->'promised' AS before, v.body->'promised' AS after,
         json_agg(json_build_object('caseNo', c.case_no, 'org', c.org, 'endedAt', ${ms('c.ended_at')}) ORDER BY c.ended_at) AS cases
       FROM item_version v
       JOIN item_version former ON former.code = v.code AND former.version = v.version - 1
       JOIN case_file c ON c.item = v.code AND c.catalogue_rev >= v.id AND c.org IS NOT NULL
         AND c.received_at >= coalesce(v.effective_from, c.received_at)
         AND c.ended_at > ${CHANGED_AT} AND c.ended_at <= ${CHANGED_AT} + make_interval(days => ${DAYS_AFTER_CHANGE})
         AND NOT EXISTS (SELECT 1 FROM item_version w WHERE w.code = v.code AND w.id <= c.catalogue_rev
           AND coalesce(w.effective_from, '-infinity') <= c.received_at
           AND (coalesce(w.effective_from, '-infinity'), w.id) > (coalesce(v.effective_from, '-infinity'), v.id))
       WHERE ${CHANGED_AT} >= to_timestamp($1::float8 / 1000) AND ${CHANGED_AT} < to_timestamp($2::float8 / 1000)
         AND v.body ? 'promised' AND former.body ? 'promised' AND v.body->'promised' <> former.body->'promised'
       GROUP BY v.id, former.id`,
      [from, before],
    );
  }

  /** @param former first instant of the month before */
  months(queries: Queries, former: Instant, from: Instant, before: Instant): Promise<Counted[]> {
    return queries.query(
      `WITH ended AS (
         SELECT c.case_no, c.org, c.state,
           coalesce(bool_or(e.type = 'step.completed' AND e.data LIKE '%"outcome":"return"%'), false) AS returned,
           coalesce(bool_or(e.type = 'case.decided' AND e.occurred_at = c.ended_at AND e.data LIKE '%"outcome":"refused"%'
             AND e.data::jsonb->>'outcome' = 'refused'), false) AS refused,
           count(*) FILTER (WHERE e.type IN ('case.accepted', 'case.decided') AND e.recorded_at <> e.received_at) AS entries,
           count(*) FILTER (WHERE e.type IN ('case.accepted', 'case.decided') AND e.recorded_at <> e.received_at
             AND e.recorded_at > e.occurred_at + ${LATE_ENTRY}) AS late
         FROM case_file c
         LEFT JOIN event e ON e.case_no = c.case_no AND e.type IN ('case.accepted', 'case.decided', 'step.completed')
         WHERE c.ended_at >= to_timestamp($2::float8 / 1000) AND c.ended_at < to_timestamp($3::float8 / 1000) AND c.org IS NOT NULL
         GROUP BY c.case_no, c.org, c.state),
       finished AS (
         SELECT org, count(*)::int AS ended, count(*) FILTER (WHERE refused OR state = 'not-accepted')::int AS refused,
           count(*) FILTER (WHERE returned)::int AS returned, sum(entries)::int AS entries, sum(late)::int AS late
         FROM ended GROUP BY org),
       arrived AS (
         SELECT org, count(*) FILTER (WHERE received_at >= to_timestamp($2::float8 / 1000))::int AS received,
           count(*) FILTER (WHERE received_at < to_timestamp($2::float8 / 1000))::int AS former
         FROM case_file WHERE received_at >= to_timestamp($1::float8 / 1000) AND received_at < to_timestamp($3::float8 / 1000)
           AND org IS NOT NULL GROUP BY org)
       SELECT org, coalesce(a.received, 0) AS received, coalesce(a.former, 0) AS "receivedBefore", coalesce(f.ended, 0) AS ended,
         coalesce(f.refused, 0) AS refused, coalesce(f.returned, 0) AS returned, coalesce(f.entries, 0) AS entries,
         coalesce(f.late, 0) AS "lateEntries"
       FROM finished f FULL JOIN arrived a USING (org) ORDER BY org`,
      [former, from, before],
    );
  }

  async received(queries: Queries, from: Instant, before: Instant): Promise<number> {
    const [row]: { n: number }[] = await queries.query(
      `SELECT count(*)::int AS n FROM case_file
       WHERE received_at >= to_timestamp($1::float8 / 1000) AND received_at < to_timestamp($2::float8 / 1000)`,
      [from, before],
    );
    return row?.n ?? 0;
  }

  /** Items and organisations of cases received in the window that no register has. */
  unknownCodes(queries: Queries, from: Instant, before: Instant): Promise<UnknownCode[]> {
    const of = (kind: UnknownCode['kind'], column: string, org: string, register: string): string =>
      `SELECT '${kind}' AS kind, c.${column} AS code, ${org} AS org, count(*)::int AS count, ${ms('min(c.received_at)')} AS first,
         ${ms('max(c.received_at)')} AS last, (array_agg(c.case_no ORDER BY c.received_at DESC, c.case_no))[1:${MAX_HINT_CASES}] AS cases
       FROM case_file c
       WHERE c.received_at >= to_timestamp($1::float8 / 1000) AND c.received_at < to_timestamp($2::float8 / 1000)
         AND c.${column} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ${register} r WHERE r.code = c.${column})
       GROUP BY c.${column}${org === 'c.org' && column !== 'org' ? ', c.org' : ''}`;
    return queries.query(
      `${of('item', 'item', 'c.org', 'item_version')} UNION ALL ${of('org', 'org', 'c.org', 'org')}`,
      [from, before],
    );
  }
}
