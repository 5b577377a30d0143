import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CatalogueKind, DraftState } from '../../console/catalogue.protocol.js';
import { msAs } from '../../database/sql.js';
import type { Instant } from '../../domain/instant.js';
import type { DraftAct } from './draft.transitions.js';
import type { DraftRecord, TraceRecord } from './draft.js';
import { orgNameAs } from '../organisations/organisation.names.js';
import type { Queries } from '../versions/publish-lock.js';

const DRAFT = `d.id, d.kind, d.code, d.org, ${orgNameAs('d.org', 'orgName')}, d.body, ${msAs('d.effective_from', 'effectiveFrom')}, d.note, d.base, d.state,
  d.edition, (SELECT username FROM account WHERE id = d.author) AS author,
  (SELECT name FROM account WHERE id = d.author) AS "authorName", ${msAs('d.created_at', 'createdAt')},
  ${msAs('d.updated_at', 'updatedAt')}, (SELECT username FROM account WHERE id = d.checker) AS checker,
  (SELECT name FROM account WHERE id = d.checker) AS "checkerName",
  ${msAs('d.checked_at', 'checkedAt')}, d.reason, d.version,
  (SELECT a.username FROM catalogue_trace t JOIN account a ON a.id = t.account
   WHERE t.draft = d.id AND t.body IS NOT NULL ORDER BY t.id DESC LIMIT 1) AS editor,
  ARRAY(SELECT DISTINCT t.account FROM catalogue_trace t WHERE t.draft = d.id AND t.body IS NOT NULL) AS writers`;

export interface DraftContent {
  readonly org: string | null;
  readonly body: unknown;
  readonly effectiveFrom: Instant | null;
  readonly note: string | null;
  readonly base: number | null;
}

export interface Step {
  readonly draft: number;
  readonly at: Instant;
  readonly account: number;
  readonly act: DraftAct;
  readonly from: DraftState | null;
  readonly to: DraftState;
  readonly edition: number;
  readonly reason?: string | null;
  /** What was written by it. */
  readonly body?: unknown;
}

export interface DraftQuery {
  readonly kind?: CatalogueKind;
  readonly code?: string;
  readonly state?: DraftState;
  /** Only drafts of what an account with this scope may change. */
  readonly scope?: string;
  readonly limit: number;
  /** Numbers below this one. */
  readonly after?: string;
}

@Injectable()
export class DraftRepository {
  constructor(private readonly source: DataSource) {}

  transaction<T>(work: (manager: Queries) => Promise<T>): Promise<T> {
    return this.source.transaction(work);
  }

  async add(manager: Queries, kind: CatalogueKind, code: string, content: DraftContent, author: number, at: Instant) {
    const rows: { id: number }[] = await manager.query(
      `INSERT INTO catalogue_draft (kind, code, org, body, effective_from, note, base, state, edition, author, created_at, updated_at)
       VALUES ($1, $2, $3, $4, to_timestamp($5::float8 / 1000), $6, $7, 'draft', 1, $8, to_timestamp($9::float8 / 1000), to_timestamp($9::float8 / 1000))
       RETURNING id`,
      [kind, code, ...columnsOf(content), author, at],
    );
    return rows[0]!.id;
  }

  async edit(manager: Queries, id: number, content: DraftContent, at: Instant): Promise<void> {
    await manager.query(
      `UPDATE catalogue_draft SET org = $2, body = $3, effective_from = to_timestamp($4::float8 / 1000), note = $5, base = $6,
         edition = edition + 1, updated_at = to_timestamp($7::float8 / 1000) WHERE id = $1`,
      [id, ...columnsOf(content), at],
    );
  }

  async close(
    manager: Queries,
    { id, state }: Pick<DraftRecord, 'id' | 'state'>,
    by: { readonly checker: number | null; readonly at: Instant; readonly reason: string | null },
    published?: { readonly version: number; readonly base: number | null },
  ): Promise<void> {
    await manager.query(
      `UPDATE catalogue_draft SET state = $2, checker = $3, checked_at = CASE WHEN $3::int IS NOT NULL THEN to_timestamp($4::float8 / 1000) END,
         updated_at = to_timestamp($4::float8 / 1000), reason = $5, version = $6::int,
         base = CASE WHEN $6::int IS NULL THEN base ELSE $7::int END WHERE id = $1`,
      [id, state, by.checker, by.at, by.reason, published?.version ?? null, published?.base ?? null],
    );
  }

  async trace(manager: Queries, step: Step): Promise<void> {
    await manager.query(
      `INSERT INTO catalogue_trace (draft, at, account, act, from_state, to_state, edition, reason, body)
       VALUES ($1, to_timestamp($2::float8 / 1000), $3, $4, $5, $6, $7, $8, $9)`,
      [
        step.draft,
        step.at,
        step.account,
        step.act,
        step.from,
        step.to,
        step.edition,
        step.reason ?? null,
        step.body === undefined ? null : JSON.stringify(step.body),
      ],
    );
  }

  /** Held until the end of the transaction: of two who decide at once, one is second. */
  async lock(manager: Queries, id: number): Promise<DraftRecord | undefined> {
    await manager.query('SELECT FROM catalogue_draft WHERE id = $1 FOR UPDATE', [id]);
    return this.byId(id, manager);
  }

  async byId(id: number, manager: Queries = this.source): Promise<DraftRecord | undefined> {
    const rows: DraftRecord[] = await manager.query(`SELECT ${DRAFT} FROM catalogue_draft d WHERE d.id = $1`, [id]);
    return rows[0];
  }

  /** The drafts of one import, in the order of its file. */
  ofBatch(batch: number): Promise<DraftRecord[]> {
    return this.source.query(
      `SELECT ${DRAFT} FROM catalogue_batch_draft b JOIN catalogue_draft d ON d.id = b.draft WHERE b.batch = $1 ORDER BY d.id`,
      [batch],
    );
  }

  steps(id: number): Promise<TraceRecord[]> {
    return this.source.query(
      `SELECT ${msAs('t.at', 'at')}, a.username AS by, a.name AS "byName", t.act,
         t.from_state AS "from", t.to_state AS "to", t.edition, t.reason
       FROM catalogue_trace t JOIN account a ON a.id = t.account WHERE t.draft = $1 ORDER BY t.id`,
      [id],
    );
  }

  /** Newest first, one more than asked for when there is a next page; `total` counts all. */
  async page({ kind, code, state, scope, limit, after }: DraftQuery): Promise<{ rows: DraftRecord[]; total: number }> {
    const matches = `($1::text IS NULL OR d.kind = $1) AND ($2::text IS NULL OR d.code = $2) AND ($3::text IS NULL OR d.state = $3)
      AND ($4::text IS NULL OR CASE WHEN right($4, 1) = '*' THEN starts_with(d.org, left($4, -1)) ELSE d.org = $4 END)`;
    const values = [kind ?? null, code ?? null, state ?? null, scope ?? null];
    const rows: DraftRecord[] = await this.source.query(
      `SELECT ${DRAFT} FROM catalogue_draft d WHERE ${matches} AND ($5::bigint IS NULL OR d.id < $5) ORDER BY d.id DESC LIMIT $6`,
      [...values, after ?? null, limit + 1],
    );
    const counts: { total: number }[] = await this.source.query(
      `SELECT count(*)::int AS total FROM catalogue_draft d WHERE ${matches}`,
      values,
    );
    return { rows, total: counts[0]!.total };
  }
}

const columnsOf = ({ org, body, effectiveFrom, note, base }: DraftContent): unknown[] => [
  org,
  JSON.stringify(body),
  effectiveFrom,
  note,
  base,
];
