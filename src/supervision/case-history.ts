import type { PoolClient } from 'pg';
import { type CaseEvent, type EventType, JUDGED_TYPES, judgedData } from '../domain/event.js';
import type { Instant } from '../domain/instant.js';
import { type Feed, inScope } from '../sources/feed.js';
import { inOrder } from './case-file.js';

/** Everything that is stored of a case, whether it counts or not. */
export interface StoredHistory {
  /** Every feed that has reported on it, with the instant of its newest event of whatever type. */
  readonly feeds: readonly (Feed & { readonly newest: Instant })[];
  /** Judged types only, in order of arrival. */
  readonly events: readonly ReportedEvent[];
}

/** For searching; nothing is judged by them. */
export interface People {
  readonly applicant?: string;
  readonly officer?: string;
}

interface ReportedEvent extends People {
  readonly folded: CaseEvent;
}

/** What of a case counts when it belongs to an organisation. */
export interface Counting extends People {
  readonly events: readonly CaseEvent[];
  readonly newest: Instant;
  readonly feeds: readonly number[];
}

/** Only what feeds with a right to the organisation have reported. */
export function countingFor({ feeds, events }: StoredHistory, org: string): Counting {
  const rightful = feeds.filter(({ scope }) => inScope(scope, org));
  const ids = new Set(rightful.map(({ id }) => id));
  const counted = events.filter(({ folded }) => ids.has(folded.feed));
  const acts = counted.filter(({ officer }) => officer !== undefined);
  return {
    events: inOrder(counted.map(({ folded }) => folded)),
    newest: Math.max(-Infinity, ...rightful.map(({ newest }) => newest)),
    feeds: [...ids],
    applicant: counted.find(({ applicant }) => applicant !== undefined)?.applicant,
    officer:
      acts.length === 0
        ? undefined
        : acts.reduce((last, act) => (act.folded.at >= last.folded.at ? act : last)).officer,
  };
}

/** Asked only when a case comes to another organisation; its row is locked. */
export async function storedHistory(client: PoolClient, caseNo: string): Promise<StoredHistory> {
  const feeds = await client.query<Feed & { newest: Instant }>(
    `SELECT f.id, f.name, f.scope, f.policy, f.max_lag_ms AS "maxLag", e.newest FROM feed f
     JOIN (SELECT feed, (extract(epoch FROM max(occurred_at)) * 1000)::float8 AS newest FROM event WHERE case_no = $1 GROUP BY feed) e
       ON e.feed = f.id ORDER BY f.id`,
    [caseNo],
  );
  const events = await client.query<{ feed: number; type: EventType; at: Instant; data: string }>(
    `SELECT feed, type, (extract(epoch FROM occurred_at) * 1000)::float8 AS at, data FROM event WHERE case_no = $1 AND type = ANY($2::text[])
     ORDER BY batch, occurred_at`,
    [caseNo, JUDGED_TYPES],
  );
  return { feeds: feeds.rows, events: events.rows.map(reported) };
}

function reported({ feed, type, at, data }: { feed: number; type: EventType; at: Instant; data: string }) {
  const members = JSON.parse(data) as Readonly<Record<string, unknown>>;
  return { folded: { ...judgedData(members), type, at, feed }, ...peopleIn(members) };
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

export const peopleIn = (data: Readonly<Record<string, unknown>>): People => ({
  applicant: textOf((data.applicant as { name?: unknown } | undefined)?.name),
  officer: textOf(data.officer),
});
