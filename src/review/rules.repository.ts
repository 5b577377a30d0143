import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { FindingStatus } from '../console/findings.protocol.js';
import { narrow } from '../database/case.sql.js';
import { SqlConditions } from '../database/conditions.sql.js';
import type { StatisticsRequest } from './rules.query.js';

export interface RuleCount {
  readonly rule: string;
  /** `yyyy-mm` in Shanghai. */
  readonly month: string;
  readonly n: number;
}

export interface FindingCount extends RuleCount {
  readonly status: FindingStatus;
  /** Of the confirmed ones: cards that were revoked. */
  readonly revoked: number;
}

export interface CardCount extends RuleCount {
  readonly revoked: number;
}

const monthOf = (column: string): string => `to_char(${column} AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM')`;
/** A case whose receipt nobody has reported counts where it was first noted. */
const RECEIVED = 'coalesce(c.received_at, c.since)';
/** Of the cards that `k` names. */
const REVOKED = 'count(k.card_id)::int';

/** How the rules fare, as far as a scope may see it (`undefined`: everything). */
@Injectable()
export class RulesRepository {
  constructor(private readonly source: DataSource) {}

  findings(request: StatisticsRequest, scope: string | undefined): Promise<FindingCount[]> {
    const conditions = conditionsOf('c.raised_at', request, scope);
    return this.source.query(
      `SELECT c.rule, ${monthOf('c.raised_at')} AS month, c.status, count(*)::int AS n, ${REVOKED} AS revoked
       FROM finding c LEFT JOIN card_revocation k ON k.card_id = c.card_id ${conditions.where} GROUP BY 1, 2, 3`,
      conditions.values,
    );
  }

  /** Cards of rules that issue them by themselves. */
  cards(request: StatisticsRequest, scope: string | undefined, rules: readonly string[]): Promise<CardCount[]> {
    const conditions = conditionsOf('c.raised_at', request, scope).add('c.rule = ANY(?::text[])', rules);
    return this.source.query(
      `SELECT c.rule, ${monthOf('c.raised_at')} AS month, count(*)::int AS n, ${REVOKED} AS revoked
       FROM card c LEFT JOIN card_revocation k ON k.card_id = c.id ${conditions.where} GROUP BY 1, 2`,
      conditions.values,
    );
  }

  unjudged(request: StatisticsRequest, scope: string | undefined): Promise<RuleCount[]> {
    const conditions = conditionsOf(RECEIVED, request, scope);
    return this.source.query(
      `SELECT c.rule, ${monthOf(RECEIVED)} AS month, count(DISTINCT c.case_no)::int AS n FROM unjudged c ${conditions.where}
       GROUP BY 1, 2`,
      conditions.values,
    );
  }

  async organisations(): Promise<string[]> {
    const rows = await this.source.query<{ code: string }[]>('SELECT code FROM org');
    return rows.map(({ code }) => code);
  }
}

function conditionsOf(column: string, { from, before, region }: StatisticsRequest, scope: string | undefined) {
  const conditions = new SqlConditions()
    .visible(scope, 'c.org')
    .add(`${column} >= ?`, new Date(from))
    .add(`${column} < ?`, new Date(before));
  return narrow(conditions, { region });
}
