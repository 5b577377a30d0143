import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { UnjudgedGroup, UnjudgedRow } from '../console/findings.protocol.js';
import { narrow } from '../database/case.sql.js';
import { SqlConditions } from '../database/conditions.sql.js';
import { msAs } from '../database/sql.js';
import { SUBJECT_NAMES } from '../database/subject.sql.js';
import type { Instant } from '../domain/instant.js';
import type { ListQuery, UnjudgedFilter } from './finding.query.js';

/** Groups of an answer at most. */
const MAX_GROUPS = 100;

export interface StoredUnjudgedRow extends Omit<UnjudgedRow, 'ruleName' | 'category' | 'since'> {
  readonly id: string;
  readonly since: Instant;
}

/** What could not be judged, newest first, as far as a scope may see it. */
@Injectable()
export class UnjudgedRepository {
  constructor(private readonly source: DataSource) {}

  page({ filter, limit, before }: ListQuery<UnjudgedFilter>, scope: string | undefined): Promise<StoredUnjudgedRow[]> {
    const conditions = conditionsOf(filter, scope);
    if (before !== undefined) conditions.add('c.id < ?::bigint', before);
    return this.source.query(
      `SELECT c.id::text AS id, c.case_no AS "caseNo", c.rule, c.missing, c.item, c.org, ${msAs('c.since', 'since')}, ${SUBJECT_NAMES}
       FROM unjudged c ${conditions.where} ORDER BY c.id DESC LIMIT ${limit}`,
      conditions.values,
    );
  }

  async count(filter: UnjudgedFilter, scope: string | undefined): Promise<number> {
    const conditions = conditionsOf(filter, scope);
    const rows = await this.source.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM unjudged c ${conditions.where}`,
      conditions.values,
    );
    return rows[0]?.n ?? 0;
  }

  groups(filter: UnjudgedFilter, scope: string | undefined): Promise<Omit<UnjudgedGroup, 'ruleName'>[]> {
    const conditions = conditionsOf(filter, scope);
    return this.source.query(
      `SELECT c.rule, c.missing, count(*)::int AS cases FROM unjudged c ${conditions.where}
       GROUP BY c.rule, c.missing ORDER BY cases DESC, c.rule, c.missing LIMIT ${MAX_GROUPS}`,
      conditions.values,
    );
  }

  ofCase(caseNo: string, scope: string | undefined): Promise<Pick<StoredUnjudgedRow, 'rule' | 'missing' | 'since'>[]> {
    const conditions = new SqlConditions().add('c.case_no = ?', caseNo).visible(scope, 'c.org');
    return this.source.query(
      `SELECT c.rule, c.missing, ${msAs('c.since', 'since')} FROM unjudged c ${conditions.where} ORDER BY c.rule, c.missing`,
      conditions.values,
    );
  }
}

function conditionsOf({ rule, missing, caseNo, scope: part }: UnjudgedFilter, scope: string | undefined) {
  const conditions = new SqlConditions().visible(scope, 'c.org');
  if (rule !== undefined) conditions.add('c.rule = ?', rule);
  if (missing !== undefined) conditions.add('c.missing = ?', missing);
  if (caseNo !== undefined) conditions.add('c.case_no = ?', caseNo);
  return narrow(conditions, part);
}
