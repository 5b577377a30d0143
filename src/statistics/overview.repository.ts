import { Injectable } from '@nestjs/common';
import { OVERDUE, RUNNING, dueUpTo, horizonOf } from '../database/case.sql.js';
import { SqlConditions } from '../database/conditions.sql.js';
import type { DueHorizon } from '../domain/due-horizon.js';
import type { Instant } from '../domain/instant.js';
import type { CardLevel } from '../domain/standards.js';
import type { Snapshot } from './snapshot.js';

/** Running cases of an organisation. */
export interface RunningRow {
  readonly org: string | null;
  readonly open: number;
  readonly overdue: number;
  readonly in1: number;
  readonly in3: number;
  readonly in5: number;
}

/** Cards of an organisation by one rule. */
export interface RaisedRow {
  readonly org: string | null;
  readonly rule: string;
  readonly level: CardLevel;
  readonly count: number;
  readonly today: number;
}

/** From the first instant to the one after the last. */
export type Span = readonly [from: Instant, before: Instant];

@Injectable()
export class OverviewRepository {
  /** @param horizons within 1, 3 and 5 working days */
  async running(
    { queries }: Snapshot,
    horizons: readonly [DueHorizon, DueHorizon, DueHorizon],
    visible: string | undefined,
  ): Promise<RunningRow[]> {
    const conditions = new SqlConditions().that(RUNNING).visible(visible, 'c.org');
    const [in1, in3, in5] = horizons.map(
      (horizon) => `count(*) FILTER (WHERE ${dueUpTo(conditions.bind(horizonOf(horizon)))})::int`,
    );
    return queries.query(
      `SELECT c.org, count(*)::int AS open, count(*) FILTER (WHERE ${OVERDUE})::int AS overdue,
         ${in1} AS in1, ${in3} AS in3, ${in5} AS in5
       FROM case_file c ${conditions.where} GROUP BY c.org`,
      conditions.values,
    );
  }

  /** Cards raised in a span, and those of them raised in another. */
  async raised({ queries }: Snapshot, span: Span, today: Span, visible: string | undefined): Promise<RaisedRow[]> {
    const conditions = new SqlConditions();
    const ofToday = between('c.raised_at', today, conditions);
    conditions.that(between('c.raised_at', span, conditions)).visible(visible, 'c.org');
    return queries.query(
      `SELECT c.org, c.rule, c.level, count(*)::int AS count, count(*) FILTER (WHERE ${ofToday})::int AS today
       FROM card c ${conditions.where} GROUP BY c.org, c.rule, c.level`,
      conditions.values,
    );
  }

  received(snapshot: Snapshot, span: Span, visible: string | undefined): Promise<number> {
    return this.count(snapshot, 'c.received_at', span, visible);
  }

  decided(snapshot: Snapshot, span: Span, visible: string | undefined): Promise<number> {
    return this.count(snapshot, 'c.ended_at', span, visible, `c.state = 'decided'`);
  }

  private async count(
    { queries }: Snapshot,
    at: string,
    span: Span,
    visible: string | undefined,
    condition = 'true',
  ): Promise<number> {
    const conditions = new SqlConditions().that(condition).visible(visible, 'c.org');
    conditions.that(between(at, span, conditions));
    const rows = await queries.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM case_file c ${conditions.where}`,
      conditions.values,
    );
    return rows[0]?.n ?? 0;
  }
}

const between = (at: string, [from, before]: Span, conditions: SqlConditions): string =>
  `${at} >= ${conditions.bind(new Date(from))} AND ${at} < ${conditions.bind(new Date(before))}`;
