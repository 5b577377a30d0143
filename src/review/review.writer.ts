import { Injectable } from '@nestjs/common';
import type { Instant } from '../domain/instant.js';
import type { StoredCase } from './case-review.js';
import type { FindingDraft } from './finding-draft.js';
import type { SyncPlan } from './finding-sync.js';
import type { Sql } from './review.repository.js';

/** When a case is to be looked at again without a further event; without an instant: never. */
export interface NextLook {
  readonly caseNo: string;
  readonly parkedFeed: number;
  readonly nextAt?: Instant;
}

export interface UnjudgedDraft {
  readonly stored: Pick<StoredCase, 'caseNo' | 'item' | 'org' | 'receivedAt'>;
  readonly rule: string;
  readonly missing: string;
}

const time = (at: Instant): string => new Date(at).toISOString();

const COLUMNS = `case_no, key, rule, rule_version, category, level, mode, item, org, raised_at, due_at, explanation, digest`;
const GIVEN = [
  ...Array.from({ length: 9 }, (_, i) => `$${i + 2}::text[]`),
  ...['$11::timestamptz[]', '$12::timestamptz[]', '$13::text[]', '$14::text[]'],
].join(', ');
const CHANGEABLE = COLUMNS.split(', ').filter((name) => name !== 'case_no' && name !== 'key');
const given = (name: string): string => `v.${name}${name === 'explanation' ? '::jsonb' : ''}`;

const valuesOf = (drafts: readonly FindingDraft[]): unknown[] => [
  drafts.map((d) => d.caseNo),
  drafts.map((d) => d.key),
  drafts.map((d) => d.rule),
  drafts.map((d) => d.ruleVersion),
  drafts.map((d) => d.category),
  drafts.map((d) => d.level),
  drafts.map((d) => d.mode),
  drafts.map((d) => d.item),
  drafts.map((d) => d.org),
  drafts.map((d) => time(d.raisedAt)),
  drafts.map((d) => (d.dueAt === null ? null : time(d.dueAt))),
  drafts.map((d) => d.explanation),
  drafts.map((d) => d.digest),
];

/** What a review writes, each a statement over many cases; every change of a finding leaves its trace. */
@Injectable()
export class ReviewWriter {
  async findings(sql: Sql, { added, renewed, withdrawn }: SyncPlan, now: Instant): Promise<void> {
    if (added.length > 0)
      await sql.query(
        `WITH added AS (
           INSERT INTO finding (${COLUMNS}, recorded_at)
           SELECT ${COLUMNS.split(', ').map(given).join(', ')}, $1 FROM unnest(${GIVEN}) AS v (${COLUMNS})
           ORDER BY v.raised_at, v.case_no, v.key ON CONFLICT (case_no, key) DO NOTHING RETURNING id)
         INSERT INTO finding_trace (finding_id, at, to_status) SELECT id, $1, 'pending' FROM added ORDER BY id`,
        [time(now), ...valuesOf(added)],
      );
    if (renewed.length > 0)
      await sql.query(
        `WITH v AS (SELECT * FROM unnest(${GIVEN}, $15::bigint[]) AS v (${COLUMNS}, id)),
         was AS (SELECT f.id, f.status, f.explanation FROM finding f JOIN v ON v.id = f.id),
         done AS (
           UPDATE finding f SET status = 'pending', decided_at = NULL, ${CHANGEABLE.map((name) => `${name} = ${given(name)}`).join(', ')}
           FROM v WHERE f.id = v.id AND f.status IN ('pending', 'withdrawn') RETURNING f.id)
         INSERT INTO finding_trace (finding_id, at, from_status, to_status, explanation)
         SELECT was.id, $1, was.status, 'pending', was.explanation FROM was JOIN done ON done.id = was.id ORDER BY was.id`,
        [time(now), ...valuesOf(renewed), renewed.map(({ id }) => id)],
      );
    if (withdrawn.length > 0)
      await sql.query(
        `WITH done AS (
           UPDATE finding SET status = 'withdrawn', decided_at = $1
           WHERE id = ANY($2::bigint[]) AND status = 'pending' RETURNING id, explanation)
         INSERT INTO finding_trace (finding_id, at, from_status, to_status, explanation)
         SELECT id, $1, 'pending', 'withdrawn', explanation FROM done ORDER BY id`,
        [time(now), withdrawn],
      );
  }

  async unjudged(sql: Sql, added: readonly UnjudgedDraft[], gone: readonly string[], now: Instant): Promise<void> {
    if (gone.length > 0) await sql.query('DELETE FROM unjudged WHERE id = ANY($1::bigint[])', [gone]);
    if (added.length > 0)
      await sql.query(
        `INSERT INTO unjudged (case_no, rule, missing, item, org, received_at, since)
         SELECT v.*, $1::timestamptz FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[]) AS v
         ON CONFLICT (case_no, rule, missing) DO NOTHING`,
        [
          time(now),
          added.map(({ stored }) => stored.caseNo),
          added.map(({ rule }) => rule),
          added.map(({ missing }) => missing),
          added.map(({ stored }) => stored.item),
          added.map(({ stored }) => stored.org),
          added.map(({ stored: { receivedAt } }) => (receivedAt === null ? null : time(receivedAt))),
        ],
      );
  }

  async nextLooks(sql: Sql, looks: readonly NextLook[]): Promise<void> {
    const never = looks.filter(({ nextAt }) => nextAt === undefined).map(({ caseNo }) => caseNo);
    if (never.length > 0) await sql.query('DELETE FROM review_due WHERE case_no = ANY($1::text[])', [never]);
    const ahead = looks.flatMap(({ nextAt, ...look }) => (nextAt === undefined ? [] : [{ ...look, nextAt }]));
    if (ahead.length > 0)
      await sql.query(
        `INSERT INTO review_due (case_no, parked_feed, next_at)
         SELECT * FROM unnest($1::text[], $2::int[], $3::timestamptz[])
         ON CONFLICT (case_no) DO UPDATE SET parked_feed = excluded.parked_feed, next_at = excluded.next_at
         WHERE (review_due.parked_feed, review_due.next_at) IS DISTINCT FROM (excluded.parked_feed, excluded.next_at)`,
        [
          ahead.map(({ caseNo }) => caseNo),
          ahead.map(({ parkedFeed }) => parkedFeed),
          ahead.map(({ nextAt }) => time(nextAt)),
        ],
      );
  }

  async done(sql: Sql, marks: readonly string[]): Promise<void> {
    if (marks.length > 0) await sql.query('DELETE FROM review_mark WHERE id = ANY($1::bigint[])', [marks]);
  }
}
