import { Injectable } from '@nestjs/common';
import type { Grouping } from '../console/figures.protocol.js';
import { type CaseScope, DUE_AT, narrow } from '../database/case.sql.js';
import { SqlConditions } from '../database/conditions.sql.js';
import type { Counts } from './figures.js';
import { type Month, type Periods, instantsOf } from './periods.js';
import type { Snapshot } from './snapshot.js';

export type PeriodName = keyof Periods;
const PERIODS: readonly PeriodName[] = ['current', 'previous', 'lastYear'];

/** Counts of one organisation or item in one period. */
export interface GroupRow extends Partial<Counts> {
  readonly key: string | null;
  readonly period: PeriodName;
}

/** Counts of one day of the current period. */
export interface DayRow extends Partial<Counts> {
  readonly day: string;
}

export interface MonthQuestion {
  readonly periods: Periods;
  readonly by: Grouping;
  readonly scope: CaseScope;
  /** What the viewer may see; `undefined`: everything. */
  readonly visible: string | undefined;
}

/** One thing that happens to cases: rows of a table by the instant at which it happened. */
interface Happening {
  readonly table: 'case_file' | 'card';
  readonly at: string;
  /** Which of all rows. */
  readonly only: string;
  /** Which of these each count counts. */
  readonly counts: Partial<Record<keyof Counts, string>>;
}

const RECEIVED: Happening = { table: 'case_file', at: 'c.received_at', only: 'true', counts: { received: 'true' } };
const ACCEPTED: Happening = { table: 'case_file', at: 'c.accepted_at', only: 'true', counts: { accepted: 'true' } };
const DECIDED: Happening = {
  table: 'case_file',
  at: 'c.ended_at',
  only: `c.state = 'decided'`,
  counts: { decided: 'true', measured: `${DUE_AT} IS NOT NULL`, onTime: `c.ended_at <= ${DUE_AT}` },
};
const RAISED: Happening = {
  table: 'card',
  at: 'c.raised_at',
  only: 'true',
  counts: { reminders: `c.level = 'reminder'`, yellow: `c.level = 'yellow'`, red: `c.level = 'red'` },
};

/**
 * Everything that happened in the three periods. Groups and days are counted apart, and periods as columns: so few
 * groups at a time are counted by the database on several cores.
 */
@Injectable()
export class MonthRepository {
  async groups(snapshot: Snapshot, question: MonthQuestion): Promise<GroupRow[]> {
    const rows: GroupRow[] = [];
    for (const happening of [RECEIVED, ACCEPTED, DECIDED, RAISED])
      for (const row of await this.periodsOfGroups(snapshot, happening, question))
        rows.push(...PERIODS.map((period) => ({ key: row.key, period, ...row[period] })));
    return rows;
  }

  async days(snapshot: Snapshot, question: MonthQuestion): Promise<DayRow[]> {
    const rows: DayRow[] = [];
    for (const happening of [RECEIVED, { ...DECIDED, counts: { decided: 'true' } }, RAISED])
      rows.push(...(await this.daysOf(snapshot, happening, question)));
    return rows;
  }

  private periodsOfGroups(
    { queries }: Snapshot,
    { table, at, only, counts }: Happening,
    { periods, by, scope, visible }: MonthQuestion,
  ): Promise<({ key: string | null } & Record<PeriodName, Partial<Counts>>)[]> {
    const conditions = new SqlConditions().that(only);
    const spans = PERIODS.map((name) => [name, within(at, periods[name], conditions)] as const);
    conditions.that(`(${spans.map(([, span]) => span).join(' OR ')})`);
    narrow(conditions, scope).visible(visible, 'c.org');
    const columns = spans.map(([period, span]) => {
      const members = Object.entries(counts).map(
        ([name, which]) => `'${name}', count(*) FILTER (WHERE ${span} AND ${which})`,
      );
      return `json_build_object(${members.join(', ')}) AS "${period}"`;
    });
    return queries.query(
      `SELECT c.${by === 'item' ? 'item' : 'org'} AS key, ${columns.join(', ')}
       FROM ${table} c ${conditions.where} GROUP BY 1`,
      conditions.values,
    );
  }

  private daysOf(
    { queries }: Snapshot,
    { table, at, only, counts }: Happening,
    { periods, scope, visible }: MonthQuestion,
  ): Promise<DayRow[]> {
    const conditions = new SqlConditions().that(only);
    conditions.that(within(at, periods.current, conditions));
    narrow(conditions, scope).visible(visible, 'c.org');
    const columns = Object.entries(counts).map(
      ([name, which]) => `(count(*) FILTER (WHERE ${which}))::int AS "${name}"`,
    );
    return queries.query(
      `SELECT (${at} AT TIME ZONE 'Asia/Shanghai')::date::text AS day, ${columns.join(', ')}
       FROM ${table} c ${conditions.where} GROUP BY 1`,
      conditions.values,
    );
  }
}

function within(at: string, month: Month, conditions: SqlConditions): string {
  const [from, before] = instantsOf(month).map((instant) => conditions.bind(new Date(instant)));
  return `(${at} >= ${from} AND ${at} < ${before})`;
}
