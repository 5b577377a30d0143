import { Injectable } from '@nestjs/common';
import { type CaseScope, DUE_AT, isRevoked, narrow } from '../database/case.sql.js';
import { SqlConditions } from '../database/conditions.sql.js';
import { startOfDay } from '../domain/instant.js';
import type { Counts } from './figures.js';
import { type Month, type Periods, daysOf, instantsOf } from './periods.js';
import type { Snapshot } from './snapshot.js';

/** By what cases and cards are grouped. */
export type KeyColumn = 'org' | 'item';

/** Counts of one organisation or item in one period. */
export interface GroupRow extends Partial<Counts> {
  readonly key: string | null;
  readonly period: 'current' | 'previous';
}

/** Counts of one day of the current period, from 1 on; 0 is the period before as a whole. */
export interface DayRow extends Partial<Counts> {
  readonly day: number;
}

export interface MonthCounts {
  readonly groups: Readonly<Record<KeyColumn, readonly GroupRow[]>>;
  readonly days: readonly DayRow[];
  readonly lastYear: readonly Partial<Counts>[];
}

export interface MonthQuestion {
  readonly periods: Periods;
  /** At least one. */
  readonly columns: readonly KeyColumn[];
  readonly scope: CaseScope;
  /** What the viewer may see; `undefined`: everything. */
  readonly visible: string | undefined;
}

const PERIODS = ['current', 'previous'] as const;

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
  counts: {
    reminders: `c.level = 'reminder'`,
    yellow: `c.level = 'yellow'`,
    red: `c.level = 'red'`,
    revoked: isRevoked('c'),
  },
};

/** Counts of one happening as the database gives them: of `org`, `item` or `day`, which `set` tells. */
interface CountRow {
  readonly set: KeyColumn | 'day';
  readonly org: string | null;
  readonly item: string | null;
  readonly day: number | null;
  readonly current: Partial<Counts>;
  readonly previous: Partial<Counts>;
}

/**
 * Everything that happened in a month, the one before and the one a year before. Each happening is read once, whatever
 * it is grouped by: what a figure costs is the reading of the rows.
 */
@Injectable()
export class MonthRepository {
  async counts(snapshot: Snapshot, question: MonthQuestion): Promise<MonthCounts> {
    const groups: Record<KeyColumn, GroupRow[]> = { org: [], item: [] };
    const days: DayRow[] = [];
    const lastYear: Partial<Counts>[] = [];
    for (const happening of [RECEIVED, ACCEPTED, DECIDED, RAISED]) {
      for (const row of await this.counted(snapshot, happening, question)) {
        if (row.set === 'day') days.push({ day: row.day!, ...(row.day === 0 ? row.previous : row.current) });
        else for (const period of PERIODS) groups[row.set].push({ key: row[row.set], period, ...row[period] });
      }
      lastYear.push(await this.lastYear(snapshot, happening, question));
    }
    return { groups, days, lastYear };
  }

  private counted(
    { queries }: Snapshot,
    { table, at, only, counts }: Happening,
    { periods: { current, previous }, columns, scope, visible }: MonthQuestion,
  ): Promise<CountRow[]> {
    const conditions = new SqlConditions().that(only);
    conditions.that(within(at, { first: previous.first, after: current.after }, conditions));
    narrow(conditions, scope).visible(visible, 'c.org');
    const mornings = conditions.bind(daysOf(current).map((day) => new Date(startOfDay(day))));
    const sets = [...columns, 'day'];
    const columnsOf = (period: string): string =>
      `json_build_object(${Object.keys(counts)
        .map((name) => `'${name}', count(*) FILTER (WHERE ${period} AND q."${name}")`)
        .join(', ')})`;
    return queries.query(
      `SELECT coalesce(${sets.map((name) => `CASE WHEN grouping(q.${name}) = 0 THEN '${name}' END`).join(', ')}) AS set,
         ${sets.map((name) => `q.${name}`).join(', ')},
         ${columnsOf('q.day > 0')} AS current, ${columnsOf('q.day = 0')} AS previous
       FROM (SELECT ${columns.map((name) => `c.${name}`).join(', ')},
               width_bucket(${at}, ${mornings}::timestamptz[]) AS day,
               ${Object.entries(counts)
                 .map(([name, which]) => `${which} AS "${name}"`)
                 .join(', ')}
             FROM ${table} c ${conditions.where}) q
       GROUP BY GROUPING SETS (${sets.map((name) => `q.${name}`).join(', ')})`,
      conditions.values,
    );
  }

  private async lastYear(
    { queries }: Snapshot,
    { table, at, only, counts }: Happening,
    { periods, scope, visible }: MonthQuestion,
  ): Promise<Partial<Counts>> {
    const conditions = new SqlConditions().that(only);
    conditions.that(within(at, periods.lastYear, conditions));
    narrow(conditions, scope).visible(visible, 'c.org');
    const columns = Object.entries(counts).map(
      ([name, which]) => `(count(*) FILTER (WHERE ${which}))::int AS "${name}"`,
    );
    const rows = await queries.query<Partial<Counts>[]>(
      `SELECT ${columns.join(', ')} FROM ${table} c ${conditions.where}`,
      conditions.values,
    );
    return rows[0]!;
  }
}

function within(at: string, month: Month, conditions: SqlConditions): string {
  const [from, before] = instantsOf(month).map((instant) => conditions.bind(new Date(instant)));
  return `(${at} >= ${from} AND ${at} < ${before})`;
}
