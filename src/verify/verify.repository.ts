import type { Client } from 'pg';
import { parseRfc3339 } from '../domain/instant.js';
import type { StoredCard } from './compare.js';
import { groupBy } from './group.js';
import type { FeedHistory, VerifyItem, VerifyItemVersion } from './history.js';
import type { Counts } from './report.js';
import type { EventRow } from './stored-history.js';
import type { StandardRow } from './stored-standards.js';

export interface CaseRow {
  readonly case_no: string;
  readonly catalogue_rev: number;
  readonly calendar: string;
  readonly profile: string;
}

/** A case went over to another calendar; its clocks could not be counted on the former one. */
export interface MoveRow {
  readonly case_no: string;
  readonly batch: number;
  readonly former: string;
  readonly judged_to: number;
  readonly moved_at: number;
}

export interface StoredFeed extends FeedHistory {
  readonly id: number;
  /** Every deadline of this feed's cases up to here has been swept. */
  readonly sweptTo: number;
  readonly declaredUntil: number;
}

export const ms = (column: string, as = column): string => `(extract(epoch FROM ${column}) * 1000)::float8 AS ${as}`;
const CARD = `case_no AS "caseNo", breach_key AS "breachKey", rule, level, step,
  ${ms('raised_at', '"raisedAt"')}, ${ms('due_at', '"dueAt"')}`;
/** What the decision that added it says it is. */
const ADDED = `(SELECT e.draft FROM proposal_decision d JOIN proposal_entry e ON e.id = d.entry WHERE d.card_id = t.id) AS added`;
const EVENT = `case_no, source, id, batch::float8 AS batch, feed, type, ${ms('occurred_at', 'at')}, ${ms('recorded_at')},
  ${ms('received_at')}, data`;
export const WITHOUT_CASE = 'NOT EXISTS (SELECT 1 FROM case_file c WHERE c.case_no = t.case_no)';

/** A person has made it of a finding, whose rule, instants and case are those of the card; no clock calls for it. */
const CONFIRMED = `EXISTS (SELECT 1 FROM finding f WHERE f.card_id = t.id AND f.status = 'confirmed' AND f.mode = 'confirm'
  AND (f.case_no, f.key, f.rule, f.raised_at) = (t.case_no, t.breach_key, t.rule, t.raised_at)
  AND f.due_at IS NOT DISTINCT FROM t.due_at) AS confirmed`;

/** Reads one snapshot of the database, and nothing that the live evaluator computed except the cards themselves. */
export class VerifyRepository {
  constructor(private readonly client: Client) {}

  async begin(): Promise<void> {
    await this.client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  }

  async end(): Promise<void> {
    await this.client.query('ROLLBACK');
  }

  /** Also takes the snapshot, so that nothing in it is younger than the instant it returns. */
  async now(): Promise<number> {
    await this.client.query('SELECT 1 FROM feed LIMIT 1');
    return (await this.rows<{ now: number }>(`SELECT ${ms('clock_timestamp()', 'now')}`))[0]!.now;
  }

  async counts(): Promise<Counts> {
    const [counts] = await this.rows<Counts>(`SELECT
      (SELECT count(*) FROM case_file)::float8 AS cases,
      (SELECT count(*) FROM event WHERE case_no IS NOT NULL)::float8 AS events,
      (SELECT count(*) FROM card)::float8 AS cards,
      (SELECT count(*) FROM finding)::float8 AS findings,
      (SELECT count(*) FROM unjudged)::float8 AS unjudged,
      (SELECT count(*) FROM hint)::float8 AS hints`);
    return counts!;
  }

  async items(): Promise<Map<string, VerifyItemVersion[]>> {
    const rows = await this.rows<{ id: number; code: string; since: number | null; body: VerifyItem }>(
      `SELECT id, code, ${ms('effective_from', 'since')}, body FROM item_version ORDER BY id`,
    );
    const versions = rows.map(({ id, code, since, body }) => ({ id, code, effectiveFrom: since, body }));
    return groupBy(versions, ({ code }) => code);
  }

  standards(): Promise<StandardRow[]> {
    return this.rows('SELECT ref, kind, body FROM standard');
  }

  async feeds(): Promise<StoredFeed[]> {
    type FeedRow = {
      id: number;
      policy: 'clock' | 'declared';
      lag: number;
      scope: string[];
      until: number | null;
      swept: number | null;
    };
    const feeds = await this.rows<FeedRow>(
      `SELECT id, policy, max_lag_ms::float8 AS lag, scope, ${ms('declared_until', 'until')}, ${ms('swept_to', 'swept')}
       FROM feed`,
    );
    const marks = await this.rows<{ feed: number; batch: number; data: string; received_at: number }>(
      `SELECT feed, batch::float8 AS batch, data, ${ms('received_at')} FROM event WHERE type = 'feed.watermark' ORDER BY batch`,
    );
    const watermarks = groupBy(marks, ({ feed }) => feed);
    return feeds.map(({ id, policy, lag, scope, until, swept }) => ({
      id,
      policy,
      maxLag: lag ?? 0,
      scope,
      sweptTo: swept ?? -Infinity,
      declaredUntil: until ?? -Infinity,
      watermarks: (watermarks.get(id) ?? []).map(({ batch, data, received_at }) => ({
        batch,
        until: untilOf(data),
        receivedAt: received_at,
      })),
    }));
  }

  /** Every case in order of its number, `size` at a time. */
  async *cases(size: number): AsyncGenerator<CaseRow[]> {
    await this.client.query(
      `DECLARE verified_case NO SCROLL CURSOR FOR
       SELECT case_no, catalogue_rev, calendar, profile FROM case_file ORDER BY case_no`,
    );
    for (;;) {
      const rows = await this.rows<CaseRow>(`FETCH ${size} FROM verified_case`);
      if (rows.length === 0) break;
      yield rows;
    }
    await this.client.query('CLOSE verified_case');
  }

  events(caseNos: readonly string[]): Promise<EventRow[]> {
    return this.rows(`SELECT ${EVENT} FROM event WHERE case_no = ANY($1) ORDER BY batch`, [caseNos]);
  }

  moves(caseNos: readonly string[]): Promise<MoveRow[]> {
    return this.rows(
      `SELECT case_no, batch::float8 AS batch, former, ${ms('judged_to')}, ${ms('moved_at')}
       FROM calendar_move WHERE case_no = ANY($1) ORDER BY batch`,
      [caseNos],
    );
  }

  cards(caseNos: readonly string[]): Promise<StoredCard[]> {
    return this.rows(`SELECT ${CARD}, ${CONFIRMED}, ${ADDED} FROM card t WHERE case_no = ANY($1)`, [caseNos]);
  }

  /** Revoked cards without an accepted decision about this very card. */
  strayRevocations(): Promise<StoredCard[]> {
    return this.rows(
      `SELECT ${CARD} FROM card t JOIN card_revocation r ON r.card_id = t.id
       WHERE NOT EXISTS (SELECT 1 FROM proposal_entry e JOIN proposal_decision d ON d.entry = e.id
         WHERE e.id = r.entry AND e.card_id = r.card_id AND e.action = 'revoke' AND d.decision = 'accepted')`,
    );
  }

  /** Cards of cases that do not exist. */
  strayCards(): Promise<StoredCard[]> {
    return this.rows(`SELECT ${CARD}, ${CONFIRMED} FROM card t WHERE ${WITHOUT_CASE}`);
  }

  /** Events of cases that do not exist, per case number. */
  strayEvents(): Promise<{ case_no: string; count: number }[]> {
    return this.rows(
      `SELECT case_no, count(*)::float8 AS count FROM event t WHERE case_no IS NOT NULL AND ${WITHOUT_CASE}
       GROUP BY case_no`,
    );
  }

  async rows<T>(sql: string, values: unknown[] = []): Promise<T[]> {
    return (await this.client.query(sql, values)).rows as T[];
  }
}

function untilOf(data: string): number {
  const { until } = JSON.parse(data) as { until?: unknown };
  const instant = typeof until === 'string' ? parseRfc3339(until) : undefined;
  if (instant === undefined) throw new RangeError(`watermark without an instant: ${data}`);
  return instant;
}
