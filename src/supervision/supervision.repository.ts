import type { Pool, PoolClient } from 'pg';
import { LOCK_CLASS } from '../database/advisory-locks.js';
import type { Instant } from '../domain/instant.js';
import type { CaseFile } from './case-file.js';
import { decodeCaseFile } from './case-file-text.js';
import type { CaseCache } from './case-cache.js';
import type { CaseRow } from './case-row.js';
import { packed } from './case-store.js';
import { copyRows } from './copy-text.js';
import type { DeclaredPositions, FeedDirectory } from './ports.js';

const INSTANTS = [
  'next_at',
  'received_at',
  'accepted_at',
  'promised_due',
  'statutory_due',
  'ended_at',
  'judged_to',
] as const;
const HEADER = `c.case_no, c.item, c.org, c.state, c.feeds, c.parked_feed, c.catalogue_rev, c.calendar, c.profile, c.version, c.not_computable,
  c.applicant, c.officer, ${INSTANTS.map((name) => `(extract(epoch FROM c.${name}) * 1000)::float8 AS ${name}`).join(', ')}`;

interface StoredCase extends Record<(typeof INSTANTS)[number], number | null> {
  case_no: string;
  item: string | null;
  org: string | null;
  state: string;
  file: string;
  feeds: number[];
  parked_feed: number;
  catalogue_rev: number;
  calendar: string;
  profile: string;
  version: number;
  not_computable: boolean;
  applicant: string | null;
  officer: string | null;
}

const instant = (ms: number | null): Instant | undefined => (ms === null ? undefined : Math.round(ms));

const rowOf = (r: StoredCase): CaseRow => {
  const file = decodeCaseFile(r.file);
  return {
    caseNo: r.case_no,
    item: r.item,
    org: r.org,
    state: r.state,
    file,
    stored: file,
    feeds: r.feeds,
    parkedFeed: r.parked_feed,
    nextAt: instant(r.next_at),
    refs: { rev: r.catalogue_rev, calendar: r.calendar, profile: r.profile },
    receivedAt: instant(r.received_at),
    acceptedAt: instant(r.accepted_at),
    promisedDue: instant(r.promised_due),
    statutoryDue: instant(r.statutory_due),
    applicant: r.applicant ?? undefined,
    officer: r.officer ?? undefined,
    endedAt: instant(r.ended_at),
    judgedTo: instant(r.judged_to),
    notComputable: r.not_computable,
    version: r.version,
  };
};

/** What a transaction needs to know besides its cases, read after their locks are held. */
export interface Standing {
  /** Number of this batch: monotone per case and per feed. */
  readonly batch: string;
  readonly catalogueRev: number;
  readonly declared: DeclaredPositions;
}

export async function shareFeeds(client: PoolClient, feeds: readonly number[]): Promise<void> {
  for (const feed of [...feeds].sort((a, b) => a - b))
    await client.query('SELECT pg_advisory_xact_lock_shared($1, $2)', [LOCK_CLASS.feed, feed]);
}

/** Declared feeds that have reported on these cases, but for some. */
export async function otherDeclared(
  rows: readonly CaseRow[],
  feeds: FeedDirectory,
  without: readonly number[],
): Promise<number[]> {
  const others = new Set(rows.flatMap((row) => row.feeds));
  for (const id of without) others.delete(id);
  const declared: number[] = [];
  for (const id of others) if ((await feeds.byId(id))?.policy === 'declared') declared.push(id);
  return declared;
}

export async function lockFeed(client: PoolClient, feed: number): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock($1, $2)', [LOCK_CLASS.feed, feed]);
}

/**
 * Locks the rows of the cases that exist, in the order of their numbers: two batches cannot wait for each other. Rows
 * that the cache has in the stored version are not sent again.
 */
export async function lockCases(client: PoolClient, caseNos: readonly string[], cache: CaseCache): Promise<CaseRow[]> {
  // Taken now: while the query runs, other cases may push these out of the cache.
  const cached = caseNos.map((caseNo) => cache.get(caseNo));
  const { rows } = await client.query<StoredCase>({
    name: 'lock-cases',
    text: `WITH locked AS (
        SELECT ${HEADER}, c.file, k.version AS cached_version
        FROM unnest($1::text[], string_to_array($2, chr(1))::int[]) AS k (case_no, version)
        JOIN case_file c ON c.case_no = k.case_no
        ORDER BY c.case_no FOR UPDATE OF c)
      SELECT * FROM locked WHERE version <> cached_version`,
    values: [caseNos, packed(cached.map((row) => row?.version ?? 0))],
  });
  const read = new Map(rows.map((r) => [r.case_no, rowOf(r)]));
  return caseNos.flatMap((caseNo, i) => read.get(caseNo) ?? cached[i] ?? []);
}

/**
 * Cases of a feed at which something could happen up to `until`; what another process works on is passed over. Rows that
 * the cache has in the stored version are not sent again.
 */
export async function lockDueCases(
  client: PoolClient,
  feed: number,
  until: Instant,
  limit: number,
  cache: CaseCache,
): Promise<CaseRow[]> {
  const due = await client.query<{ case_no: string; version: number }>({
    name: 'lock-due-cases',
    text: `SELECT case_no, version FROM case_file WHERE parked_feed = $1 AND next_at <= $2 ORDER BY next_at LIMIT $3
      FOR UPDATE SKIP LOCKED`,
    values: [feed, new Date(until), limit],
  });
  const known = new Map<string, CaseRow>();
  for (const { case_no: caseNo, version } of due.rows) {
    const row = cache.get(caseNo);
    if (row?.version === version) known.set(caseNo, row);
  }
  if (known.size < due.rows.length) {
    const { rows } = await client.query<StoredCase>({
      name: 'read-due-cases',
      text: `SELECT ${HEADER}, c.file FROM case_file c WHERE c.case_no = ANY ($1::text[])`,
      values: [due.rows.map((r) => r.case_no).filter((caseNo) => !known.has(caseNo))],
    });
    for (const row of rows) known.set(row.case_no, rowOf(row));
  }
  return due.rows.flatMap((r) => known.get(r.case_no) ?? []);
}

/** Whether a case is due up to `until`, and the oldest transaction under way, as one snapshot shows both. */
export async function lookForDue(pool: Pool, feed: number, until: Instant): Promise<{ due: boolean; oldest: bigint }> {
  const { rows } = await pool.query<{ due: boolean; oldest: string }>({
    name: 'look-for-due',
    text: `SELECT (SELECT next_at FROM case_file WHERE parked_feed = $1 AND next_at <= $2 ORDER BY next_at LIMIT 1) IS NOT NULL AS due,
      pg_snapshot_xmin(pg_current_snapshot())::text AS oldest`,
    values: [feed, new Date(until)],
  });
  return { due: rows[0]?.due ?? true, oldest: BigInt(rows[0]?.oldest ?? 0) };
}

/** Also gives the transaction its number, if it has none yet: what reads the clock from here on counts as under way. */
export async function readStanding(client: PoolClient): Promise<Standing> {
  const { rows } = await client.query<{ batch: string; rev: number; declared: Record<string, number> | null }>({
    name: 'standing',
    text: `SELECT pg_current_xact_id(), nextval('batch_number')::text AS batch,
       coalesce(greatest((SELECT max(id) FROM item_version), (SELECT max(id) FROM catalogue_version)), 0) AS rev,
       (SELECT json_object_agg(id, (extract(epoch FROM declared_until) * 1000)::bigint)
          FROM feed WHERE policy = 'declared' AND declared_until IS NOT NULL) AS declared`,
  });
  const row = rows[0];
  if (!row) throw new Error('no standing');
  const declared = new Map(Object.entries(row.declared ?? {}).map(([id, until]) => [Number(id), until]));
  return { batch: row.batch, catalogueRev: row.rev, declared };
}

export const copyEvents = (client: PoolClient, rows: string): Promise<void> =>
  copyRows(
    client,
    `COPY event (batch, feed, source, id, type, case_no, occurred_at, recorded_at, received_at, late, hash, data, extensions) FROM STDIN`,
    rows,
  );

/** Content hashes of those of the given events that are stored already, by `source`, `id`. */
export async function storedHashes(
  client: PoolClient,
  keys: readonly { source: string; id: string }[],
): Promise<{ source: string; id: string; hash: string }[]> {
  const { rows } = await client.query<{ source: string; id: string; hash: string }>({
    name: 'stored-hashes',
    text: `SELECT e.source, e.id, encode(e.hash, 'hex') AS hash FROM event e
      JOIN unnest($1::text[], $2::text[]) AS k (source, id) ON e.source = k.source AND e.id = k.id`,
    values: [keys.map((k) => k.source), keys.map((k) => k.id)],
  });
  return rows;
}

export const EMPTY_ROW = (caseNo: string, file: CaseFile, refs: CaseRow['refs']): CaseRow => ({
  caseNo,
  item: null,
  org: null,
  state: 'waiting',
  file,
  feeds: [],
  parkedFeed: 0,
  refs,
  notComputable: false,
  version: 0,
});
