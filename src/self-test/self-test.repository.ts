import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { SelfTest } from '../console/self-test.protocol.js';
import { RUNNING } from '../database/case.sql.js';
import { SqlConditions } from '../database/conditions.sql.js';
import type { Instant } from '../domain/instant.js';

/** State of a case that the supervision has set aside because its judgement failed. */
const SET_ASIDE = 'could-not-judge';
/** Items without limits that are listed. */
const LISTED = 200;

export interface FiredRow {
  readonly rule: string;
  readonly fired: number;
}

export interface UnjudgedRow {
  readonly rule: string;
  readonly missing: string;
  readonly cases: number;
}

/** What the self-test counts; within what an account may see. */
@Injectable()
export class SelfTestRepository {
  constructor(private readonly source: DataSource) {}

  /** Items of which the newest version states neither limit; an instant item has one by its kind. */
  async items(): Promise<SelfTest['items']> {
    const newest = `SELECT DISTINCT ON (code) code, body FROM item_version ORDER BY code, version DESC`;
    const without = `NOT body ? 'statutory' AND NOT body ? 'promised' AND body->>'kind' <> 'instant'`;
    const [counts]: { total: number; without: number }[] = await this.source.query(
      `SELECT count(*)::int AS total, count(*) FILTER (WHERE ${without})::int AS without FROM (${newest}) n`,
    );
    const listed: SelfTest['items']['listed'] = await this.source.query(
      `SELECT code, body->>'name' AS name, body->>'org' AS org FROM (${newest}) n WHERE ${without} ORDER BY code LIMIT ${LISTED}`,
    );
    return { total: counts?.total ?? 0, withoutLimits: counts?.without ?? 0, listed };
  }

  /** Cards and findings raised since, by rule, whatever came of them, as the statistics count; a confirmed finding is its card. */
  fired(since: Instant, visible: string | undefined): Promise<FiredRow[]> {
    const conditions = new SqlConditions();
    const from = `to_timestamp(${conditions.bind(since)}::float8 / 1000)`;
    const [cards, findings] = [conditions.seen(visible, 'c.org'), conditions.seen(visible, 'f.org')];
    return this.source.query(
      `SELECT rule, sum(n)::int AS fired FROM (
         SELECT c.rule, count(*) AS n FROM card c WHERE c.raised_at >= ${from} AND ${cards} GROUP BY c.rule
         UNION ALL
         SELECT f.rule, count(*) FROM finding f
         WHERE f.raised_at >= ${from} AND f.card_id IS NULL AND ${findings} GROUP BY f.rule) counted
       GROUP BY rule`,
      conditions.values,
    );
  }

  unjudged(visible: string | undefined): Promise<UnjudgedRow[]> {
    const conditions = new SqlConditions().visible(visible, 'u.org');
    return this.source.query(
      `SELECT u.rule, u.missing, count(*)::int AS cases FROM unjudged u ${conditions.where}
       GROUP BY u.rule, u.missing ORDER BY u.rule, cases DESC, u.missing`,
      conditions.values,
    );
  }

  async cases(visible: string | undefined): Promise<SelfTest['cases']> {
    const conditions = new SqlConditions().that('c.ended_at IS NULL').visible(visible, 'c.org');
    const unjudged = new SqlConditions().visible(visible, 'u.org');
    const [counts]: Omit<SelfTest['cases'], 'unjudged'>[] = await this.source.query(
      `SELECT count(*) FILTER (WHERE ${RUNNING})::int AS running,
         count(*) FILTER (WHERE c.not_computable)::int AS "notComputable",
         count(*) FILTER (WHERE c.state = '${SET_ASIDE}')::int AS "setAside",
         count(*) FILTER (WHERE c.accepted_at IS NOT NULL AND c.promised_due IS NULL AND c.statutory_due IS NULL
           AND NOT c.not_computable AND c.state <> '${SET_ASIDE}')::int AS "withoutDue"
       FROM case_file c ${conditions.where}`,
      conditions.values,
    );
    const [cases]: { n: number }[] = await this.source.query(
      `SELECT count(DISTINCT u.case_no)::int AS n FROM unjudged u ${unjudged.where}`,
      unjudged.values,
    );
    const none = { running: 0, notComputable: 0, setAside: 0, withoutDue: 0 };
    return { ...(counts ?? none), unjudged: cases?.n ?? 0 };
  }
}
