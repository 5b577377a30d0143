import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CaseList } from '../console/figures.protocol.js';
import {
  type CaseScope,
  DUE_AT,
  OVERDUE,
  OWN,
  RUNNING,
  dueUpTo,
  horizonOf,
  narrow,
  ownTimeOf,
} from '../database/case.sql.js';
import { SqlConditions } from '../database/conditions.sql.js';
import { msAs } from '../database/sql.js';
import type { DueHorizon } from '../domain/due-horizon.js';
import type { Instant } from '../domain/instant.js';
import type { StandardRefs } from '../catalogue/in-force/frozen-standards.js';
import type { CardLevel } from '../domain/standards.js';
import type { CaseFilter, CasePosition, SpanFilter } from './case-list.query.js';

/** Up to here the number of cases that match is exact. */
export const MAX_TOTAL = 10_000;

/** From so many characters on a case is found by a part of its number, not by its beginning alone. */
export const MIN_PART = 4;

/**
 * The beginning of a number or a name of the case itself, or a part of the name of its item or organisation. What has
 * so many ways to be found is read row by row: a part of the number costs no more than its beginning.
 */
const mentions = (
  q: string,
): string => `(${q.length < MIN_PART ? 'starts_with(c.case_no, ?)' : 'strpos(c.case_no, ?) > 0'} OR starts_with(c.applicant, ?) OR starts_with(c.officer, ?)
  OR c.item IN (SELECT v.code FROM item_version v WHERE strpos(v.body->>'name', ?) > 0)
  OR c.org IN (SELECT o.code FROM org o WHERE strpos(o.name, ?) > 0))`;

/** A case of a list as the repository reads it; instants are milliseconds. */
export interface ListedCase extends StandardRefs {
  readonly rev: number;
  readonly caseNo: string;
  readonly item: string | null;
  readonly itemName: string | null;
  readonly org: string | null;
  readonly orgName: string | null;
  readonly orgNameEn: string | null;
  readonly state: string;
  readonly applicant: string | null;
  readonly officer: string | null;
  readonly receivedAt: Instant | null;
  readonly acceptedAt: Instant | null;
  readonly dueAt: Instant | null;
  /** Which of its limits `dueAt` is. */
  readonly limit: 'promised' | 'statutory';
  readonly endedAt: Instant | null;
  readonly overdue: boolean | null;
  /** Up to where its feeds have reported: what is left of its limit is counted from here. */
  readonly ownTime: Instant | null;
  readonly cards: Record<CardLevel, number>;
}

/** What a list is about. */
export interface ListedWhich {
  readonly filter: CaseFilter;
  /** Up to when `filter.dueWithin` reaches. */
  readonly horizon: DueHorizon | undefined;
  /** What the viewer may see; `undefined`: everything. */
  readonly visible: string | undefined;
}

/** Newest receipt first; cases without one (not judged yet, or known from a later event only) come last. */
@Injectable()
export class CaseListRepository {
  constructor(private readonly source: DataSource) {}

  async page(which: ListedWhich, limit: number, after: CasePosition | undefined): Promise<ListedCase[]> {
    const conditions = conditionsOf(which);
    const columns = `c.case_no, c.item, c.org, c.state, c.applicant, c.officer, c.received_at, c.accepted_at, c.ended_at,
      c.feeds, c.judged_to, c.catalogue_rev, c.calendar, c.profile, c.promised_due, ${DUE_AT} AS due_at, ${OVERDUE} AS overdue`;
    // The index gives the newest of those with a receipt first; the others are few.
    const sql = `WITH page AS (
        SELECT * FROM (
          (SELECT ${columns} FROM case_file c ${conditions.where} AND c.received_at IS NOT NULL ${received(conditions, after)}
           ORDER BY c.received_at DESC, c.case_no DESC LIMIT ${limit})
          UNION ALL
          (SELECT ${columns} FROM case_file c ${conditions.where} AND c.received_at IS NULL ${unreceived(conditions, after)}
           ORDER BY c.case_no DESC LIMIT ${limit})) both_kinds
        ORDER BY received_at DESC NULLS LAST, case_no DESC LIMIT ${limit})
      SELECT p.case_no AS "caseNo", p.item, p.org, p.state, p.applicant, p.officer, p.overdue,
        p.catalogue_rev AS rev, p.calendar, p.profile,
        CASE WHEN p.promised_due IS NULL THEN 'statutory' ELSE 'promised' END AS limit,
        ${msAs('p.received_at', 'receivedAt')}, ${msAs('p.accepted_at', 'acceptedAt')}, ${msAs('p.due_at', 'dueAt')},
        ${msAs('p.ended_at', 'endedAt')}, ${msAs(ownTimeOf('p'), 'ownTime')}, (SELECT o.name FROM org o WHERE o.code = p.org) AS "orgName",
        (SELECT o.name_en FROM org o WHERE o.code = p.org) AS "orgNameEn",
        (SELECT v.body->>'name' FROM item_version v WHERE v.code = p.item ORDER BY v.version DESC LIMIT 1) AS "itemName",
        (${cardsOf(which.visible, conditions)}) AS cards
      FROM page p ORDER BY p.received_at DESC NULLS LAST, p.case_no DESC`;
    return this.source.query<ListedCase[]>(sql, conditions.values);
  }

  /** What the parts of a scope are called. */
  async names({ region, org, item }: CaseScope): Promise<CaseList['scope']> {
    const [names] = await this.source.query<CaseList['scope'][]>(
      `SELECT (SELECT json_build_object('name', r.name, 'nameEn', r.name_en) FROM region r WHERE r.code = $1) AS region,
         (SELECT json_build_object('name', o.name, 'nameEn', o.name_en) FROM org o WHERE o.code = $2) AS org,
         (SELECT json_build_object('name', v.body->>'name', 'nameEn', NULL) FROM item_version v WHERE v.code = $3
          ORDER BY v.version DESC LIMIT 1) AS item`,
      [region?.endsWith(OWN) ? region.slice(0, -OWN.length) : region, org, item],
    );
    return names ?? { region: null, org: null, item: null };
  }

  /** At most `MAX_TOTAL`. */
  async total(which: ListedWhich): Promise<number> {
    const conditions = conditionsOf(which);
    const rows = await this.source.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM (SELECT FROM case_file c ${conditions.where} LIMIT ${MAX_TOTAL}) found`,
      conditions.values,
    );
    return rows[0]?.n ?? 0;
  }
}

function conditionsOf({ filter, horizon, visible }: ListedWhich): SqlConditions {
  const conditions = new SqlConditions().that('true').visible(visible, 'c.org');
  narrow(conditions, filter.scope);
  const { q, caseNo, applicant, officer, state, overdue } = filter;
  if (q !== undefined) conditions.add(mentions(q), q);
  if (caseNo !== undefined) conditions.add('c.case_no = ?', caseNo);
  if (applicant !== undefined) conditions.add('starts_with(c.applicant, ?)', applicant);
  if (officer !== undefined) conditions.add('starts_with(c.officer, ?)', officer);
  if (state === 'open') conditions.that(RUNNING);
  else if (state !== undefined) conditions.add('c.state = ?', state);
  if (overdue !== undefined) conditions.that(overdue ? OVERDUE : `NOT ${OVERDUE}`);
  if (horizon !== undefined) conditions.that(dueUpTo(conditions.bind(horizonOf(horizon))));
  addSpan(conditions, 'c.received_at', filter.received);
  addSpan(conditions, 'c.accepted_at', filter.accepted);
  addSpan(conditions, 'c.ended_at', filter.ended);
  return conditions;
}

function addSpan(conditions: SqlConditions, column: string, { from, before }: SpanFilter): void {
  if (from !== undefined) conditions.add(`${column} >= ?`, new Date(from));
  if (before !== undefined) conditions.add(`${column} < ?`, new Date(before));
}

function received(conditions: SqlConditions, after: CasePosition | undefined): string {
  if (!after) return '';
  if (after.receivedAt === null) return 'AND false';
  const at = conditions.bind(new Date(after.receivedAt));
  return `AND (c.received_at, c.case_no) < (${at}, ${conditions.bind(after.caseNo)})`;
}

const unreceived = (conditions: SqlConditions, after: CasePosition | undefined): string =>
  after?.receivedAt === null ? `AND c.case_no < ${conditions.bind(after.caseNo)}` : '';

/** Cards by level of the case `p` that the viewer may see. */
function cardsOf(visible: string | undefined, conditions: SqlConditions): string {
  const levels = ['reminder', 'yellow', 'red'].map((name) => `'${name}', count(*) FILTER (WHERE c.level = '${name}')`);
  return `SELECT json_build_object(${levels.join(', ')}) FROM card c
    WHERE c.case_no = p.case_no AND ${conditions.seen(visible, 'c.org')}`;
}
