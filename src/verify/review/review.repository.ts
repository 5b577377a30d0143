import { groupBy } from '../group.js';
import { ms, WITHOUT_CASE, type VerifyRepository } from '../verify.repository.js';
import type { StoredFinding, StoredUnjudged } from './compare-review.js';
import type { RegisteredRow } from './registered-rows.js';

const FINDING = `f.case_no AS "caseNo", f.key, f.rule, f.level, f.mode, f.status,
  ${ms('f.raised_at', 'at')}, ${ms('f.due_at', '"dueAt"')}, ${ms('f.decided_at', '"decidedAt"')},
  (c.case_no, c.breach_key) IS NOT DISTINCT FROM (f.case_no, f.key) AS "hasCard"`;
const FINDINGS = `SELECT ${FINDING} FROM finding f LEFT JOIN card c ON c.id = f.card_id`;

/** What the review of cases has left in the database, and the standards that it alone reads. */
export class ReviewTables {
  constructor(private readonly repository: VerifyRepository) {}

  /** Discretion standards of the register, every version of each by its code. */
  async registered(): Promise<ReadonlyMap<string, readonly RegisteredRow[]>> {
    const rows = await this.repository.rows<RegisteredRow>(
      `SELECT id, code, ${ms('effective_from', '"effectiveFrom"')}, body FROM catalogue_version
       WHERE kind = 'standards' ORDER BY id`,
    );
    return groupBy(rows, ({ code }) => code);
  }

  findings(caseNos: readonly string[]): Promise<StoredFinding[]> {
    return this.repository.rows(`${FINDINGS} WHERE f.case_no = ANY($1)`, [caseNos]);
  }

  unjudged(caseNos: readonly string[]): Promise<StoredUnjudged[]> {
    return this.repository.rows('SELECT case_no AS "caseNo", rule, missing FROM unjudged WHERE case_no = ANY($1)', [
      caseNos,
    ]);
  }

  /** Cases that the reviewer has yet to come to: −Infinity at once, else when their own time has come so far. */
  async dues(caseNos: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = await this.repository.rows<{ case_no: string; due: number | null }>(
      `SELECT case_no, ${ms('next_at', 'due')} FROM review_due WHERE case_no = ANY($1)
       UNION ALL SELECT case_no, NULL FROM review_mark WHERE case_no = ANY($1)`,
      [caseNos],
    );
    const dues = new Map<string, number>();
    for (const { case_no, due } of rows) dues.set(case_no, Math.min(dues.get(case_no) ?? Infinity, due ?? -Infinity));
    return dues;
  }

  /** Findings and what could not be judged of cases that do not exist. */
  async strays(): Promise<{ findings: StoredFinding[]; unjudged: StoredUnjudged[] }> {
    return {
      findings: await this.repository.rows(`${FINDINGS} WHERE ${WITHOUT_CASE.replaceAll('t.case_no', 'f.case_no')}`),
      unjudged: await this.repository.rows(
        `SELECT case_no AS "caseNo", rule, missing FROM unjudged t WHERE ${WITHOUT_CASE}`,
      ),
    };
  }
}
