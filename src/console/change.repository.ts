import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Level } from './console.protocol.js';
import { type FeedPosition, FEED_START } from './feed-position.js';

export interface Change extends FeedPosition {
  readonly cardId: string;
}

export interface ChangePage {
  readonly changes: readonly Change[];
  /** Committed changes wait behind a transaction that is still under way. */
  readonly held: boolean;
}

/** Whatever runs SQL: the pool, or one transaction. */
type Queries = Pick<DataSource, 'query'>;

interface ChangeRow {
  readonly xid: string;
  readonly id: string;
  readonly cardId: string;
  readonly settled: boolean;
}

/**
 * Transactions below this have all ended, so nothing can appear before a position that has been read. Numbers alone
 * won't do: they are given out before the commit.
 */
const FENCE = 'pg_snapshot_xmin(pg_current_snapshot())';
const COLUMNS = `h.xid::text AS xid, h.id::text AS id, h.card_id::text AS "cardId"`;

const changeOf = ({ xid, id, cardId }: ChangeRow): Change => ({ xid: BigInt(xid), id: BigInt(id), cardId });
const valuesOf = ({ xid, id }: FeedPosition): string[] => [xid.toString(), id.toString()];

/** Condition for what a scope may see, with its value, which is parameter `$n`. */
function visibleTo(scope: string | undefined, n: number): [condition: string, values: string[]] {
  if (scope === undefined) return ['true', []];
  return scope.endsWith('*') ? [`starts_with(h.org, $${n})`, [scope.slice(0, -1)]] : [`h.org = $${n}`, [scope]];
}

/** The feed to the consoles, read behind the fence. */
@Injectable()
export class ChangeRepository {
  constructor(private readonly source: DataSource) {}

  /** Identity of this run of the feed; it is put anew after a restore. */
  async epoch(): Promise<string> {
    await this.source.query(`INSERT INTO setting VALUES ('feed_epoch', $1) ON CONFLICT DO NOTHING`, [
      randomBytes(8).toString('hex'),
    ]);
    const rows = await this.source.query<{ value: string }[]>(`SELECT value FROM setting WHERE key = 'feed_epoch'`);
    return rows[0]?.value ?? '';
  }

  async newest(queries: Queries = this.source): Promise<FeedPosition> {
    const rows = await queries.query<ChangeRow[]>(
      `SELECT ${COLUMNS} FROM change h WHERE h.xid < ${FENCE} ORDER BY h.xid DESC, h.id DESC LIMIT 1`,
    );
    return rows[0] ? changeOf(rows[0]) : FEED_START;
  }

  async after(position: FeedPosition, limit: number): Promise<ChangePage> {
    const rows = await this.source.query<ChangeRow[]>(
      `SELECT ${COLUMNS}, h.xid < ${FENCE} AS settled FROM change h
       WHERE (h.xid, h.id) > ($1::xid8, $2::bigint) ORDER BY h.xid, h.id LIMIT ${limit}`,
      valuesOf(position),
    );
    const held = rows.findIndex((row) => !row.settled);
    return { changes: rows.slice(0, held === -1 ? rows.length : held).map(changeOf), held: held !== -1 };
  }

  /** Changes that a scope may see, after one position and up to another that has been read already. */
  async between(after: FeedPosition, upTo: FeedPosition, scope: string | undefined, limit: number): Promise<Change[]> {
    const [visible, values] = visibleTo(scope, 5);
    const rows = await this.source.query<ChangeRow[]>(
      `SELECT ${COLUMNS} FROM change h
       WHERE (h.xid, h.id) > ($1::xid8, $2::bigint) AND (h.xid, h.id) <= ($3::xid8, $4::bigint) AND ${visible}
       ORDER BY h.xid, h.id LIMIT ${limit}`,
      [...valuesOf(after), ...valuesOf(upTo), ...values],
    );
    return rows.map(changeOf);
  }

  /** Has this position been given out by this database? */
  async has(position: FeedPosition): Promise<boolean> {
    if (position.xid === FEED_START.xid && position.id === FEED_START.id) return true;
    const rows = await this.source.query<unknown[]>(
      `SELECT 1 FROM change h WHERE h.xid = $1::xid8 AND h.id = $2::bigint AND h.xid < ${FENCE}`,
      valuesOf(position),
    );
    return rows.length > 0;
  }

  /** Changes after a position, counted up to `limit`. */
  async countAfter(position: FeedPosition, limit: number): Promise<number> {
    const rows = await this.source.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM (
         SELECT 1 FROM change h WHERE (h.xid, h.id) > ($1::xid8, $2::bigint) ORDER BY h.xid, h.id LIMIT ${limit}) AS later`,
      valuesOf(position),
    );
    return rows[0]?.n ?? 0;
  }

  /** Cards per level that were raised after a position and that a scope may see, as far as the transaction sees them. */
  async levelsAfter(
    position: FeedPosition,
    scope: string | undefined,
    queries: Queries,
  ): Promise<{ level: Level; n: number }[]> {
    const [visible, values] = visibleTo(scope, 3);
    return queries.query(
      `SELECT c.level, count(DISTINCT c.id)::int AS n FROM change h JOIN card c ON c.id = h.card_id
       WHERE (h.xid, h.id) > ($1::xid8, $2::bigint) AND h.kind = 'raised' AND ${visible} GROUP BY c.level`,
      [...valuesOf(position), ...values],
    );
  }

  /** Cards that were raised after a position, as far as the transaction sees them. */
  async raisedAfter(position: FeedPosition, queries: Queries): Promise<string[]> {
    const rows = await queries.query<{ cardId: string }[]>(
      `SELECT h.card_id::text AS "cardId" FROM change h
       WHERE (h.xid, h.id) > ($1::xid8, $2::bigint) AND h.kind = 'raised'`,
      valuesOf(position),
    );
    return rows.map(({ cardId }) => cardId);
  }
}
