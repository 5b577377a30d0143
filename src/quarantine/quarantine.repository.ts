import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { msAs } from '../database/sql.js';
import type { Instant } from '../domain/instant.js';
import type { QuarantineFilter } from './quarantine.query.js';

export interface QuarantineRow {
  readonly id: string;
  readonly feed: number | null;
  readonly feedName: string | null;
  readonly source: string | null;
  readonly eventId: string | null;
  readonly caseNo: string | null;
  readonly reason: string;
  readonly member: string | null;
  readonly detail: string;
  /** Empty in lists. */
  readonly body: string;
  readonly receivedAt: Instant;
  readonly resolvedAt: Instant | null;
  readonly resolution: string | null;
}

/** The lock on one entry, for as long as its transaction lasts. */
export interface HeldEntry {
  readonly row: QuarantineRow;
  resolve(at: Instant, resolution: string): Promise<QuarantineRow>;
  /** Later open entries of the same feed with the identity of this event; a conflict stays for a person to look at. */
  resolveAttempts(event: Readonly<Record<string, unknown>>, at: Instant, resolution: string): Promise<void>;
}

const columns = (body: string): string => `q.id::text AS id, q.feed, f.name AS "feedName", q.source,
  q.event_id AS "eventId", q.case_no AS "caseNo", q.reason, q.member, q.detail, ${body} AS body, q.resolution,
  ${msAs('q.received_at', 'receivedAt')}, ${msAs('q.resolved_at', 'resolvedAt')}`;
const FROM = 'FROM quarantine q LEFT JOIN feed f ON f.id = q.feed';

/**
 * A limited viewer ($1, with the test for `*` in $2) sees what was sent about a case that it may see, and what feeds
 * sent that report on nothing else: a turned-down event has no organisation that could be believed.
 */
const VISIBLE = `($1::text IS NULL
  OR EXISTS (SELECT 1 FROM case_file c WHERE c.case_no = q.case_no AND CASE WHEN $2 THEN starts_with(c.org, $1) ELSE c.org = $1 END)
  OR f.id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM unnest(f.scope) s WHERE NOT CASE WHEN $2 THEN starts_with(s, $1) ELSE s = $1 END))`;

const viewer = (scope: string | undefined): unknown[] =>
  scope?.endsWith('*') ? [scope.slice(0, -1), true] : [scope ?? null, false];

const MATCHING = `WHERE ${VISIBLE}
  AND CASE $3 WHEN 'open' THEN q.resolved_at IS NULL WHEN 'resolved' THEN q.resolved_at IS NOT NULL ELSE true END
  AND ($4::text IS NULL OR q.reason = $4) AND ($5::text IS NULL OR q.source = $5)
  AND ($6::text IS NULL OR f.name = $6 OR f.id::text = $6) AND ($7::text IS NULL OR q.case_no = $7)
  AND ($8::timestamptz IS NULL OR q.received_at >= $8) AND ($9::timestamptz IS NULL OR q.received_at < $9)`;

const moment = (at: Instant | undefined): Date | null => (at === undefined ? null : new Date(at));

const valuesOf = (filter: QuarantineFilter, scope: string | undefined): unknown[] => [
  ...viewer(scope),
  filter.status,
  filter.reason ?? null,
  filter.source ?? null,
  filter.feed ?? null,
  filter.caseNo ?? null,
  moment(filter.from),
  moment(filter.before),
];

/** Newest first. */
@Injectable()
export class QuarantineRepository {
  constructor(private readonly source: DataSource) {}

  /** @param after id of the entry after which the page begins */
  page(
    filter: QuarantineFilter,
    scope: string | undefined,
    limit: number,
    after: string | undefined,
  ): Promise<QuarantineRow[]> {
    return this.source.query<QuarantineRow[]>(
      `SELECT ${columns(`''`)} ${FROM} ${MATCHING} AND ($10::bigint IS NULL OR q.id < $10) ORDER BY q.id DESC LIMIT $11`,
      [...valuesOf(filter, scope), after ?? null, limit],
    );
  }

  async count(filter: QuarantineFilter, scope: string | undefined): Promise<number> {
    const rows = await this.source.query<{ n: number }[]>(
      `SELECT count(*)::int AS n ${FROM} ${MATCHING}`,
      valuesOf(filter, scope),
    );
    return rows[0]?.n ?? 0;
  }

  async byId(id: string, scope: string | undefined): Promise<QuarantineRow | undefined> {
    const rows = await this.source.query<QuarantineRow[]>(
      `SELECT ${columns('q.body')} ${FROM} WHERE ${VISIBLE} AND q.id = $3::bigint`,
      [...viewer(scope), id],
    );
    return rows[0];
  }

  /** Runs `work` while nobody else can change the entry; an error leaves it as it was. */
  holding<T>(id: string, work: (entry: HeldEntry | undefined) => Promise<T>): Promise<T> {
    return this.source.transaction(async (manager) => {
      const row = await readOne(manager, id, 'FOR UPDATE OF q');
      return work(
        row && {
          row,
          resolve: (at, resolution) => resolve(manager, id, at, resolution),
          resolveAttempts: async ({ source, id: eventId }, at, resolution) =>
            void (await manager.query(RESOLVE_ATTEMPTS, [id, row.feed, source, eventId, new Date(at), resolution])),
        },
      );
    });
  }
}

async function readOne(manager: EntityManager, id: string, lock = ''): Promise<QuarantineRow | undefined> {
  const rows = await manager.query<QuarantineRow[]>(
    `SELECT ${columns('q.body')} ${FROM} WHERE q.id = $1::bigint ${lock}`,
    [id],
  );
  return rows[0];
}

const RESOLVE_ATTEMPTS = `UPDATE quarantine SET resolved_at = $5, resolution = $6
  WHERE id > $1::bigint AND feed = $2 AND source = $3 AND event_id = $4 AND resolved_at IS NULL AND reason <> 'conflict'`;

async function resolve(manager: EntityManager, id: string, at: Instant, resolution: string): Promise<QuarantineRow> {
  await manager.query('UPDATE quarantine SET resolved_at = $2, resolution = $3 WHERE id = $1::bigint', [
    id,
    new Date(at),
    resolution,
  ]);
  const row = await readOne(manager, id);
  if (!row) throw new Error(`quarantine entry ${id} has disappeared`);
  return row;
}
