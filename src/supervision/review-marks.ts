import type { PoolClient } from 'pg';
import type { FoldedCase } from './batch-fold.js';
import { bearsOnClocks } from './case-file.js';

/**
 * Cases that the wider rule book has to look at after this transaction: those that were judged, and those to which
 * something came that no sweep will come back for. What else waits is judged by a sweep, and marked then.
 */
export const toReview = (folded: readonly FoldedCase[]): string[] =>
  folded
    .filter(({ fold, entries }) => fold.judgement !== undefined || entries.some((e) => !bearsOnClocks(e.folded)))
    .map(({ after }) => after.caseNo);

/** In the transaction that stores the cases: a case that counts is never left without its review. */
export async function markForReview(client: PoolClient, caseNos: readonly string[]): Promise<void> {
  if (caseNos.length === 0) return;
  await client.query({
    name: 'mark-for-review',
    text: 'INSERT INTO review_mark (case_no) SELECT unnest($1::text[])',
    values: [caseNos],
  });
}
