import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CardLevel } from '../domain/standards.js';
import { BRIEF_COLUMNS, CARD_STATUS, type BriefRow, CARD_COLUMNS, type CardRow } from './card.row.js';
import type { CardFilter } from './card.query.js';
import { narrow } from '../database/case.sql.js';
import { SqlConditions } from '../database/conditions.sql.js';

export type LevelCounts = Record<CardLevel, number>;

/** Whatever runs SQL: the pool, or one transaction. */
export type Queries = Pick<DataSource, 'query'>;

export interface WhichPage {
  readonly filter: CardFilter;
  readonly scope: string | undefined;
  readonly limit: number;
  /** Id of the card after which the page begins. */
  readonly before: string | undefined;
}

/** Newest first; every answer is restricted to a scope (`undefined`: everything). */
@Injectable()
export class CardsRepository {
  constructor(private readonly source: DataSource) {}

  page(which: WhichPage): Promise<CardRow[]> {
    return this.source.query<CardRow[]>(...pageOf(CARD_COLUMNS, which));
  }

  briefPage(which: WhichPage): Promise<BriefRow[]> {
    return this.source.query<BriefRow[]>(...pageOf(BRIEF_COLUMNS, which));
  }

  async count(filter: CardFilter, scope: string | undefined): Promise<number> {
    const conditions = conditionsOf(filter, scope);
    const rows = await this.source.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM card c ${conditions.where}`,
      conditions.values,
    );
    return rows[0]?.n ?? 0;
  }

  async byIds(ids: readonly string[], scope: string | undefined): Promise<CardRow[]> {
    const conditions = new SqlConditions().add('c.id = ANY(?::bigint[])', ids).visible(scope, 'c.org');
    return this.source.query<CardRow[]>(`SELECT ${CARD_COLUMNS} FROM card c ${conditions.where}`, conditions.values);
  }

  async briefsByIds(ids: readonly string[], scope: string | undefined): Promise<BriefRow[]> {
    const conditions = new SqlConditions().add('c.id = ANY(?::bigint[])', ids).visible(scope, 'c.org');
    return this.source.query<BriefRow[]>(`SELECT ${BRIEF_COLUMNS} FROM card c ${conditions.where}`, conditions.values);
  }

  async ofCase(caseNo: string, scope: string | undefined): Promise<CardRow[]> {
    const conditions = new SqlConditions().add('c.case_no = ?', caseNo).visible(scope, 'c.org');
    return this.source.query<CardRow[]>(
      `SELECT ${CARD_COLUMNS} FROM card c ${conditions.where} ORDER BY c.id DESC`,
      conditions.values,
    );
  }

  /** The newest cards but for some. */
  async newest(
    queries: Queries,
    scope: string | undefined,
    limit: number,
    without: readonly string[],
  ): Promise<CardRow[]> {
    const conditions = new SqlConditions().visible(scope, 'c.org').add('c.id <> ALL(?::bigint[])', without);
    return queries.query<CardRow[]>(
      `SELECT ${CARD_COLUMNS} FROM card c ${conditions.where} ORDER BY c.id DESC LIMIT ${limit}`,
      conditions.values,
    );
  }

  /** Cards per level but for some. */
  async levels(queries: Queries, scope: string | undefined, without: readonly string[]): Promise<LevelCounts> {
    const all = new SqlConditions().visible(scope, 'c.org');
    const some = new SqlConditions().visible(scope, 'c.org').add('c.id = ANY(?::bigint[])', without);
    const counts: LevelCounts = { reminder: 0, yellow: 0, red: 0 };
    const read = async (conditions: SqlConditions, sign: 1 | -1): Promise<void> => {
      const rows = await queries.query<{ level: CardLevel; n: number }[]>(
        `SELECT c.level, count(*)::int AS n FROM card c ${conditions.where} GROUP BY c.level`,
        conditions.values,
      );
      for (const { level, n } of rows) counts[level] += sign * n;
    };
    await read(all, 1);
    if (without.length > 0) await read(some, -1);
    return counts;
  }
}

function pageOf(columns: string, { filter, scope, limit, before }: WhichPage): [sql: string, values: unknown[]] {
  const conditions = conditionsOf(filter, scope);
  if (before !== undefined) conditions.add('c.id < ?::bigint', before);
  return [`SELECT ${columns} FROM card c ${conditions.where} ORDER BY c.id DESC LIMIT ${limit}`, conditions.values];
}

function conditionsOf(filter: CardFilter, scope: string | undefined): SqlConditions {
  const conditions = new SqlConditions().visible(scope, 'c.org');
  if (filter.level !== undefined) conditions.add('c.level = ?', filter.level);
  if (filter.rule !== undefined) conditions.add('c.rule = ?', filter.rule);
  if (filter.status !== undefined) conditions.add(`(${CARD_STATUS}) = ?`, filter.status);
  if (filter.caseNo !== undefined) conditions.add('c.case_no = ?', filter.caseNo);
  narrow(conditions, filter.scope);
  if (filter.from !== undefined) conditions.add('c.raised_at >= ?', new Date(filter.from));
  if (filter.before !== undefined) conditions.add('c.raised_at < ?', new Date(filter.before));
  return conditions;
}
