import { Injectable } from '@nestjs/common';
import type { Grouping } from '../console/figures.protocol.js';
import { type CaseScope, DUE_AT, narrow } from '../database/case.sql.js';
import { SqlConditions } from '../database/conditions.sql.js';
import { isoOfDay } from '../domain/instant.js';
import type { Counts } from './figures.js';
import { type Month, type Periods, instantsOf } from './periods.js';
import type { Snapshot } from './snapshot.js';

export type PeriodName = keyof Periods;

/** Counts of one group in one period, or of all groups on one day of the current period. */
export interface CountRow extends Partial<Counts> {
  readonly ofDay: boolean;
  /** Organisation or item. */
  readonly key: string | null;
  readonly period: PeriodName | null;
  readonly day: string | null;
}

export interface MonthQuestion {
  readonly periods: Periods;
  readonly by: Grouping;
  readonly scope: CaseScope;
  /** What the viewer may see; `undefined`: everything. */
  readonly visible: string | undefined;
}

/** One thing that is counted: rows of a table by the instant at which it happened. */
interface Countable {
  readonly table: 'case_file' | 'card';
  readonly at: string;
  readonly condition?: string;
  /** Name and aggregate. */
  readonly measures: Partial<Record<keyof Counts, string>>;
}

const level = (name: string): string => `count(*) FILTER (WHERE c.level = '${name}')`;

const COUNTABLES: readonly Countable[] = [
  { table: 'case_file', at: 'c.received_at', measures: { received: 'count(*)' } },
  { table: 'case_file', at: 'c.accepted_at', measures: { accepted: 'count(*)' } },
  {
    table: 'case_file',
    at: 'c.ended_at',
    condition: `c.state = 'decided'`,
    measures: {
      decided: 'count(*)',
      measured: `count(${DUE_AT})`,
      onTime: `count(*) FILTER (WHERE c.ended_at <= ${DUE_AT})`,
    },
  },
  {
    table: 'card',
    at: 'c.raised_at',
    measures: { reminders: level('reminder'), yellow: level('yellow'), red: level('red') },
  },
];

@Injectable()
export class MonthRepository {
  /** Everything that happened in the three periods, by organisation or item, and by day of the current one. */
  async counts(snapshot: Snapshot, question: MonthQuestion): Promise<CountRow[]> {
    const rows: CountRow[] = [];
    for (const countable of COUNTABLES) {
      const { sql, values } = statement(countable, question);
      rows.push(...(await snapshot.queries.query<CountRow[]>(sql, values)));
    }
    return rows;
  }
}

/** Counted by group and day first: that part runs on every core, and leaves little for the rest. */
function statement({ table, at, condition, measures }: Countable, { periods, by, scope, visible }: MonthQuestion) {
  const conditions = new SqlConditions();
  const { current, previous, lastYear } = periods;
  // The month before ends where the current one begins.
  const spans = [{ first: previous.first, after: current.after }, lastYear].map((month) =>
    within(at, month, conditions),
  );
  conditions.that(`(${spans.join(' OR ')})`);
  if (condition !== undefined) conditions.that(condition);
  narrow(conditions, scope).visible(visible, 'c.org');
  const day = ({ first }: Month): string => `${conditions.bind(isoOfDay(first))}::date`;
  const [first, before] = [day(current), day(previous)];
  const names = Object.keys(measures);
  const sql = `WITH daily AS (
      SELECT c.${by === 'item' ? 'item' : 'org'} AS key, (${at} AT TIME ZONE 'Asia/Shanghai')::date AS day,
        ${names.map((name) => `${measures[name as keyof Counts]} AS "${name}"`).join(', ')}
      FROM ${table} c ${conditions.where} GROUP BY 1, 2),
    parted AS (
      SELECT d.*, CASE WHEN day >= ${first} THEN 'current' WHEN day >= ${before} THEN 'previous' ELSE 'lastYear' END AS period,
        CASE WHEN day >= ${first} THEN day::text END AS shown
      FROM daily d)
    SELECT key, period, shown AS day, grouping(shown) = 0 AS "ofDay", ${names.map((name) => `sum("${name}")::int AS "${name}"`).join(', ')}
    FROM parted GROUP BY GROUPING SETS ((key, period), (shown))`;
  return { sql, values: conditions.values };
}

function within(at: string, month: Month, conditions: SqlConditions): string {
  const [from, before] = instantsOf(month).map((instant) => conditions.bind(new Date(instant)));
  return `${at} >= ${from} AND ${at} < ${before}`;
}
