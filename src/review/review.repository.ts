import { Injectable } from '@nestjs/common';
import { LOCK_CLASS } from '../database/advisory-locks.js';
import { ms, msAs } from '../database/sql.js';
import type { Instant } from '../domain/instant.js';
import type { ReportedData, ReportedEvent } from '../domain/review/reported-event.js';
import type { Feed } from '../sources/feed.js';
import type { FeedPosition } from '../supervision/case-file.js';
import type { StandardRefs } from '../supervision/ports.js';
import type { StoredCase } from './case-review.js';
import type { StoredFinding } from './finding-sync.js';

/** One transaction. */
export interface Sql {
  query<T>(sql: string, values?: unknown[]): Promise<T>;
}

export interface Mark {
  readonly id: string;
  readonly caseNo: string;
}

export interface StoredUnjudged {
  readonly id: string;
  readonly caseNo: string;
  readonly rule: string;
  readonly missing: string;
  readonly item: string | null;
  readonly org: string | null;
}

type CaseColumns = Omit<StoredCase, 'refs' | 'positions'> & StandardRefs & { readonly feeds: number[] };
type EventColumns = Omit<ReportedEvent, 'data'> & { readonly caseNo: string; readonly data: string };

/** What a review reads. Nothing here writes, so that no reading holds the consoles' feed back. */
@Injectable()
export class ReviewRepository {
  feeds(sql: Sql): Promise<(Feed & { readonly declaredUntil: Instant | null })[]> {
    return sql.query(
      `SELECT id, name, scope, policy, max_lag_ms AS "maxLag", ${msAs('declared_until', 'declaredUntil')} FROM feed`,
    );
  }

  /** The oldest marks. */
  marks(sql: Sql, limit: number): Promise<Mark[]> {
    return sql.query(`SELECT id::text AS id, case_no AS "caseNo" FROM review_mark ORDER BY id LIMIT ${limit}`);
  }

  /** Those of these marks that still stand. */
  async standing(sql: Sql, marks: readonly string[]): Promise<Set<string>> {
    const rows = await sql.query<{ id: string }[]>(
      'SELECT id::text AS id FROM review_mark WHERE id = ANY($1::bigint[])',
      [marks],
    );
    return new Set(rows.map(({ id }) => id));
  }

  marksOf(sql: Sql, caseNos: readonly string[]): Promise<Mark[]> {
    return sql.query(
      `SELECT id::text AS id, case_no AS "caseNo" FROM review_mark WHERE case_no = ANY($1::text[]) ORDER BY id`,
      [caseNos],
    );
  }

  /** Cases whose moment has come: the feed that holds them back has reported beyond it. */
  async due(sql: Sql, horizons: ReadonlyMap<number, Instant>, limit: number): Promise<string[]> {
    const rows = await sql.query<{ caseNo: string }[]>(
      `SELECT d.case_no AS "caseNo" FROM unnest($1::int[], $2::timestamptz[]) AS h (feed, until)
       CROSS JOIN LATERAL (SELECT r.case_no FROM review_due r WHERE r.parked_feed = h.feed AND r.next_at <= h.until
         ORDER BY r.next_at LIMIT ${limit}) d LIMIT ${limit}`,
      [[...horizons.keys()], [...horizons.values()].map((until) => new Date(until))],
    );
    return rows.map(({ caseNo }) => caseNo);
  }

  /** The first of these cases that nobody else is reviewing now; they are ours until the end of the transaction. */
  async hold(sql: Sql, caseNos: readonly string[], limit: number): Promise<string[]> {
    const rows = await sql.query<{ caseNo: string }[]>(
      `SELECT case_no AS "caseNo" FROM (SELECT case_no FROM unnest($1::text[]) WITH ORDINALITY AS c (case_no, i) ORDER BY i OFFSET 0) c
       WHERE pg_try_advisory_xact_lock(${LOCK_CLASS.review}, hashtext(case_no)) LIMIT ${limit}`,
      [caseNos],
    );
    return rows.map(({ caseNo }) => caseNo);
  }

  async cases(
    sql: Sql,
    caseNos: readonly string[],
    positions: ReadonlyMap<number, FeedPosition>,
  ): Promise<StoredCase[]> {
    const rows = await sql.query<CaseColumns[]>(
      `SELECT case_no AS "caseNo", item, org, ${ms('received_at')} AS "receivedAt", feeds, catalogue_rev AS rev, calendar, profile
       FROM case_file WHERE case_no = ANY($1::text[])`,
      [caseNos],
    );
    return rows.map(({ feeds, rev, calendar, profile, ...row }) => ({
      ...row,
      refs: { rev, calendar, profile },
      positions: feeds.flatMap((id) => positions.get(id) ?? []),
    }));
  }

  /** Bytes of what each of these cases has been reported with. */
  async sizes(sql: Sql, caseNos: readonly string[]): Promise<Map<string, number>> {
    const rows = await sql.query<{ caseNo: string; bytes: number }[]>(
      `SELECT case_no AS "caseNo", sum(octet_length(data))::float8 AS bytes FROM event WHERE case_no = ANY($1::text[]) GROUP BY case_no`,
      [caseNos],
    );
    return new Map(rows.map(({ caseNo, bytes }) => [caseNo, bytes]));
  }

  /** Everything stored of these cases; a row's `data` is parsed by whoever reviews its case. */
  async events(sql: Sql, caseNos: readonly string[]): Promise<Map<string, (() => ReportedEvent)[]>> {
    const rows = await sql.query<EventColumns[]>(
      `SELECT case_no AS "caseNo", source, id, feed, type, ${msAs('occurred_at', 'at')}, ${msAs('recorded_at', 'recordedAt')},
         ${msAs('received_at', 'receivedAt')}, data FROM event WHERE case_no = ANY($1::text[])`,
      [caseNos],
    );
    const byCase = new Map<string, (() => ReportedEvent)[]>();
    for (const { caseNo, data, ...row } of rows) {
      const events = byCase.get(caseNo) ?? [];
      events.push(() => ({ ...row, data: JSON.parse(data) as ReportedData }));
      byCase.set(caseNo, events);
    }
    return byCase;
  }

  findings(sql: Sql, caseNos: readonly string[]): Promise<StoredFinding[]> {
    return sql.query(
      `SELECT id::text AS id, case_no AS "caseNo", key, status, digest, ${msAs('raised_at', 'raisedAt')}, ${msAs('due_at', 'dueAt')}
       FROM finding WHERE case_no = ANY($1::text[])`,
      [caseNos],
    );
  }

  unjudged(sql: Sql, caseNos: readonly string[]): Promise<StoredUnjudged[]> {
    return sql.query(
      `SELECT id::text AS id, case_no AS "caseNo", rule, missing, item, org FROM unjudged WHERE case_no = ANY($1::text[])`,
      [caseNos],
    );
  }

  /** Marks that wait, counted up to `limit`. */
  async backlog(sql: Sql, limit: number): Promise<number> {
    const rows = await sql.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM (SELECT 1 FROM review_mark LIMIT ${limit}) AS waiting`,
    );
    return rows[0]?.n ?? 0;
  }
}
