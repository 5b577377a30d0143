import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { msAs } from '../database/sql.js';
import type { Instant } from '../domain/instant.js';
import type { FeedPosition } from '../supervision/case-file.js';
import type { Feed } from '../sources/feed.js';
import type { StandardRefs } from '../supervision/ports.js';

/** A case as it is stored, at one moment of the database. */
export interface StoredCase {
  readonly caseNo: string;
  readonly item: string | null;
  readonly itemName: string | null;
  readonly org: string | null;
  readonly orgName: string | null;
  readonly orgNameEn: string | null;
  readonly file: string;
  readonly refs: StandardRefs;
  readonly positions: readonly FeedPosition[];
  readonly events: readonly StoredEvent[];
  /** Open entries of the quarantine that name this case, by reason. */
  readonly turnedDown: readonly { readonly reason: string; readonly count: number }[];
}

export interface StoredEvent {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  /** Number of the feed that reported it. */
  readonly feed: number;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  readonly receivedAt: Instant;
  readonly late: boolean;
  /** JSON of `data`. */
  readonly data: string;
}

type CaseColumns = Omit<StoredCase, 'refs' | 'positions' | 'events' | 'turnedDown'> &
  StandardRefs & { readonly feeds: number[] };

@Injectable()
export class CasesRepository {
  constructor(private readonly source: DataSource) {}

  /** The case with its events in order of time, all from one snapshot. */
  byNumber(caseNo: string): Promise<StoredCase | undefined> {
    return this.source.transaction('REPEATABLE READ', async (transaction) => {
      const cases = await transaction.query<CaseColumns[]>(
        `SELECT c.case_no AS "caseNo", c.item, c.org, c.file, c.feeds, c.catalogue_rev AS rev, c.calendar, c.profile,
           (SELECT o.name FROM org o WHERE o.code = c.org) AS "orgName", (SELECT o.name_en FROM org o WHERE o.code = c.org) AS "orgNameEn",
           (SELECT v.body->>'name' FROM item_version v WHERE v.code = c.item ORDER BY v.version DESC LIMIT 1) AS "itemName"
         FROM case_file c WHERE c.case_no = $1`,
        [caseNo],
      );
      const found = cases[0];
      if (!found) return undefined;
      const feeds = await transaction.query<(Feed & { declaredUntil: Instant | null })[]>(
        `SELECT id, name, scope, policy, max_lag_ms AS "maxLag", ${msAs('declared_until', 'declaredUntil')}
         FROM feed WHERE id = ANY($1::int[])`,
        [found.feeds],
      );
      const events = await transaction.query<StoredEvent[]>(
        `SELECT id, source, type, feed, ${msAs('occurred_at', 'occurredAt')}, ${msAs('recorded_at', 'recordedAt')},
           ${msAs('received_at', 'receivedAt')}, late, data
         FROM event WHERE case_no = $1 ORDER BY occurred_at, batch, source, id`,
        [caseNo],
      );
      const turnedDown = await transaction.query<{ reason: string; count: number }[]>(
        `SELECT reason, count(*)::int AS count FROM quarantine WHERE case_no = $1 AND resolved_at IS NULL
         GROUP BY reason ORDER BY count DESC, reason`,
        [caseNo],
      );
      const { feeds: _feeds, rev, calendar, profile, ...columns } = found;
      const positions = feeds.map(({ declaredUntil, ...feed }) => ({
        feed,
        declaredUntil: declaredUntil ?? undefined,
      }));
      return { ...columns, refs: { rev, calendar, profile }, positions, events, turnedDown };
    });
  }
}
