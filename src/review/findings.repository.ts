import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { narrow } from '../database/case.sql.js';
import { SqlConditions } from '../database/conditions.sql.js';
import { BRIEF_COLUMNS, FINDING_COLUMNS, type FindingBriefRow, type FindingRow } from './finding.row.js';
import type { FindingFilter, ListQuery } from './finding.query.js';

/** Newest first; every answer is restricted to a scope (`undefined`: everything). */
@Injectable()
export class FindingsRepository {
  constructor(private readonly source: DataSource) {}

  page({ filter, limit, before }: ListQuery<FindingFilter>, scope: string | undefined): Promise<FindingBriefRow[]> {
    const conditions = conditionsOf(filter, scope);
    if (before !== undefined) conditions.add('c.id < ?::bigint', before);
    return this.source.query(
      `SELECT ${BRIEF_COLUMNS} FROM finding c ${conditions.where} ORDER BY c.id DESC LIMIT ${limit}`,
      conditions.values,
    );
  }

  async count(filter: FindingFilter, scope: string | undefined): Promise<number> {
    const conditions = conditionsOf(filter, scope);
    const rows = await this.source.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM finding c ${conditions.where}`,
      conditions.values,
    );
    return rows[0]?.n ?? 0;
  }

  async byId(id: string, scope: string | undefined): Promise<FindingRow | undefined> {
    const conditions = new SqlConditions().add('c.id = ?::bigint', id).visible(scope, 'c.org');
    const rows = await this.source.query<FindingRow[]>(
      `SELECT ${FINDING_COLUMNS} FROM finding c ${conditions.where}`,
      conditions.values,
    );
    return rows[0];
  }

  ofCase(caseNo: string, scope: string | undefined): Promise<FindingRow[]> {
    const conditions = new SqlConditions().add('c.case_no = ?', caseNo).visible(scope, 'c.org');
    return this.source.query(
      `SELECT ${FINDING_COLUMNS} FROM finding c ${conditions.where} ORDER BY c.id DESC`,
      conditions.values,
    );
  }
}

function conditionsOf(filter: FindingFilter, scope: string | undefined): SqlConditions {
  const conditions = new SqlConditions().visible(scope, 'c.org');
  if (filter.status === 'decided') conditions.add('c.status <> ?', 'pending');
  else if (filter.status !== undefined) conditions.add('c.status = ?', filter.status);
  for (const column of ['rule', 'category', 'mode', 'level'] as const) {
    const value = filter[column];
    if (value !== undefined) conditions.add(`c.${column} = ?`, value);
  }
  if (filter.caseNo !== undefined) conditions.add('c.case_no = ?', filter.caseNo);
  narrow(conditions, filter.scope);
  if (filter.from !== undefined) conditions.add('c.raised_at >= ?', new Date(filter.from));
  if (filter.before !== undefined) conditions.add('c.raised_at < ?', new Date(filter.before));
  return conditions;
}
