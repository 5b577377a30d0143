import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CatalogueKind } from '../console/catalogue.protocol.js';
import type { ChangeKind, ChangeTier } from '../console/trials.protocol.js';
import { NONE } from '../database/case.sql.js';
import { SqlConditions } from '../database/conditions.sql.js';
import { msAs } from '../database/sql.js';
import type { Instant } from '../domain/instant.js';
import type { TrialDraft } from './draft.js';
import type { ChangeFilter, ChangePageQuery } from './trial.query.js';
import type { ListedChange, NewTrial, StoredChange, TrialRow, WholeTrial } from './trial.row.js';

/** An organisation with those below it has a name; a prefix has none. */
const ORG_NAME = `(SELECT json_build_object('zh', o.name, 'en', coalesce(o.name_en, o.name)) FROM org o WHERE o.code = t.org) AS "orgName"`;
const BRIEF = `t.id, t.name, t.kind, t.code, ${msAs('t.from_at', 'fromAt')}, ${msAs('t.before_at', 'beforeAt')}, t.org, ${ORG_NAME}, t.scope,
  t.state, t.cases_done AS "casesDone", t.cases_total AS "casesTotal", t.counts, ${msAs('t.created_at', 'createdAt')},
  t.created_by AS "createdBy", ${msAs('t.started_at', 'startedAt')}, ${msAs('t.ended_at', 'endedAt')},
  CASE WHEN t.state = 'queued' THEN
    (SELECT count(*)::int FROM trial o WHERE o.state = 'running' OR (o.state = 'queued' AND o.id < t.id)) END AS ahead`;
const OPEN = `('queued', 'running')`;
/** Whose scope lies within that of a viewer; the same rule as `covers`. */
const within = (conditions: SqlConditions, scope: string | undefined): SqlConditions =>
  scope === undefined
    ? conditions
    : scope.endsWith('*')
      ? conditions.add(`starts_with(rtrim(t.scope, '*'), ?)`, scope.slice(0, -1))
      : conditions.add('t.scope = ?', scope);

/** A hint is stored as a finding whose mode says so. */
const TIER = `CASE WHEN c.tier = 'finding' AND coalesce(c.after->>'mode', c.before->>'mode') = 'hint' THEN 'hint' ELSE c.tier END`;
const NAMED = `c.id::text AS id, c.case_no AS "caseNo", c.kind, ${TIER} AS tier, c.rule, c.breach_key AS key, c.item, c.org,
  (SELECT o.name FROM org o WHERE o.code = c.org) AS "orgName",
  (SELECT v.body->>'name' FROM item_version v WHERE v.code = c.item ORDER BY v.version DESC LIMIT 1) AS "itemName"`;
const CHANGE = `${NAMED}, c.before, c.after, c.card`;
/** A computation without what explains it: of 20,000 changes that would be too much at once. */
const told = (side: 'before' | 'after'): string =>
  `CASE WHEN c.${side} IS NOT NULL THEN jsonb_build_object('level', c.${side}->'level', 'raisedAt', c.${side}->'raisedAt',
     'dueAt', c.${side}->'dueAt') END AS ${side}`;

export const GROUP_MEMBERS = ['rule', 'org', 'item'] as const;
export type GroupMember = (typeof GROUP_MEMBERS)[number];
export interface CountedGroup {
  readonly code: string | null;
  readonly kind: ChangeKind;
  readonly tier: ChangeTier;
  readonly n: number;
}

export interface VersionInForce extends Pick<TrialDraft, 'body'> {
  /** Since when it is in force; `null`: from the beginning. */
  readonly since: Instant | null;
}

/** Every answer is restricted to the trials whose scope lies within that of the viewer (`undefined`: everything). */
@Injectable()
export class TrialsRepository {
  constructor(private readonly source: DataSource) {}

  /** Undefined: as many wait already as may. */
  async add(trial: NewTrial, now: Instant, maxWaiting: number): Promise<number | undefined> {
    const rows = await this.source.query<{ id: number }[]>(
      `INSERT INTO trial (name, kind, code, draft, from_at, before_at, org, scope, created_at, created_by)
       SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10
       WHERE (SELECT count(*) FROM trial WHERE state = 'queued') < $11 RETURNING id`,
      [
        ...[trial.name, trial.draft.kind, trial.draft.code, JSON.stringify(trial.draft)],
        ...[new Date(trial.fromAt), new Date(trial.beforeAt), trial.org, trial.scope, new Date(now), trial.createdBy],
        maxWaiting,
      ],
    );
    return rows[0]?.id;
  }

  list(scope: string | undefined, limit: number): Promise<TrialRow[]> {
    const { where, values } = within(new SqlConditions(), scope);
    return this.source.query(`SELECT ${BRIEF} FROM trial t ${where} ORDER BY t.id DESC LIMIT ${limit}`, values);
  }

  async one(id: number, scope: string | undefined): Promise<WholeTrial | undefined> {
    const { where, values } = within(new SqlConditions().add('t.id = ?', id), scope);
    const rows = await this.source.query<WholeTrial[]>(
      `SELECT ${BRIEF}, t.draft, t.summary, t.failure FROM trial t ${where}`,
      values,
    );
    return rows[0];
  }

  changes(trial: number, { filter, limit, before }: ChangePageQuery): Promise<StoredChange[]> {
    const conditions = conditionsOf(trial, filter);
    if (before !== undefined) conditions.add('c.id < ?::bigint', before);
    const { where, values } = conditions;
    return this.source.query(
      `SELECT ${CHANGE} FROM trial_change c ${where} ORDER BY c.id DESC LIMIT ${limit + 1}`,
      values,
    );
  }

  /** All that are kept, without what explains them. */
  listed(trial: number, filter: ChangeFilter): Promise<ListedChange[]> {
    const { where, values } = conditionsOf(trial, filter);
    return this.source.query(
      `SELECT ${NAMED}, ${told('before')}, ${told('after')} FROM trial_change c ${where} ORDER BY c.id`,
      values,
    );
  }

  async countChanges(trial: number, filter: ChangeFilter): Promise<number> {
    const { where, values } = conditionsOf(trial, filter);
    const rows = await this.source.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM trial_change c ${where}`,
      values,
    );
    return rows[0]?.n ?? 0;
  }

  /** Numbers of changes by one of their members, and by kind. */
  countsBy(trial: number, by: GroupMember, filter: ChangeFilter): Promise<CountedGroup[]> {
    const { where, values } = conditionsOf(trial, { ...filter, [by]: undefined });
    return this.source.query(
      `SELECT c.${by} AS code, c.kind, ${TIER} AS tier, count(*)::int AS n FROM trial_change c ${where} GROUP BY 1, 2, 3`,
      values,
    );
  }

  /** Ends a waiting trial at once; asks a running one to stop. Gives whether it was either. */
  async cancel(id: number, by: string, now: Instant): Promise<boolean> {
    const [, n] = await this.source.query<[unknown[], number]>(
      `UPDATE trial SET cancelled_by = $2, ended_at = CASE WHEN state = 'queued' THEN $3::timestamptz END,
         state = CASE WHEN state = 'queued' THEN 'cancelled' ELSE state END
       WHERE id = $1 AND state IN ${OPEN}`,
      [id, by, new Date(now)],
    );
    return n > 0;
  }

  /** @returns whether it was there, and neither waited nor ran */
  async remove(id: number): Promise<boolean> {
    const [, n] = await this.source.query<[unknown[], number]>(
      `DELETE FROM trial WHERE id = $1 AND state NOT IN ${OPEN} AND NOT EXISTS (SELECT FROM proposal p WHERE p.trial = trial.id)`,
      [id],
    );
    return n > 0;
  }

  async versionInForce(kind: CatalogueKind, code: string, at: Instant): Promise<VersionInForce | undefined> {
    const rows = await this.source.query<VersionInForce[]>(
      `SELECT body, ${msAs('effective_from', 'since')} FROM catalogue_entry
       WHERE kind = $1 AND code = $2 AND coalesce(effective_from, '-infinity') <= $3
       ORDER BY coalesce(effective_from, '-infinity') DESC, id DESC LIMIT 1`,
      [kind, code, new Date(at)],
    );
    return rows[0];
  }

  /** @param scope of who asks: a draft of others is none */
  async catalogueDraft(
    { id, kind, code }: { readonly id: number; readonly kind: CatalogueKind; readonly code: string },
    scope: string | undefined,
  ): Promise<Pick<TrialDraft, 'body' | 'ownStart'> | undefined> {
    const conditions = new SqlConditions().add('c.id = ?', id).add('c.kind = ?', kind).add('c.code = ?', code);
    const { where, values } = conditions.visible(scope, 'c.org');
    const rows = await this.source.query<Pick<TrialDraft, 'body' | 'ownStart'>[]>(
      `SELECT c.body, ${msAs('c.effective_from', 'ownStart')} FROM catalogue_draft c ${where}`,
      values,
    );
    return rows[0];
  }

  async orgNames(codes: readonly (string | null)[]): Promise<Map<string, { zh: string; en: string }>> {
    const rows = await this.source.query<{ code: string; zh: string; en: string | null }[]>(
      'SELECT code, name AS zh, name_en AS en FROM org WHERE code = ANY($1::text[])',
      [codes],
    );
    return new Map(rows.map(({ code, zh, en }) => [code, { zh, en: en ?? zh }]));
  }
}

function conditionsOf(trial: number, { rule, kind, tier, org, item }: ChangeFilter): SqlConditions {
  const conditions = new SqlConditions().add('c.trial = ?', trial);
  if (rule !== undefined) conditions.add('c.rule = ?', rule);
  if (kind !== undefined) conditions.add('c.kind = ?', kind);
  if (tier !== undefined) conditions.add(`${TIER} = ?`, tier);
  for (const [column, value] of Object.entries({ org, item }))
    if (value === NONE) conditions.that(`c.${column} IS NULL`);
    else if (value !== undefined) conditions.add(`c.${column} = ?`, value);
  return conditions;
}
