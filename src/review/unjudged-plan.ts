import type { ReviewedCase } from './case-review.js';
import type { StoredUnjudged } from './review.repository.js';
import type { UnjudgedDraft } from './review.writer.js';

/** What has to be written so that what is listed as unjudged of some cases is what their review could not judge. */
export function unjudgedPlan(
  reviewed: readonly ReviewedCase[],
  stored: readonly StoredUnjudged[],
): { added: UnjudgedDraft[]; gone: string[] } {
  const keyOf = (caseNo: string, rule: string, missing: string, item: string | null, org: string | null): string =>
    JSON.stringify([caseNo, rule, missing, item, org]);
  const known = new Map(stored.map((u) => [keyOf(u.caseNo, u.rule, u.missing, u.item, u.org), u.id]));
  const added: UnjudgedDraft[] = [];
  for (const { stored: of, unjudged } of reviewed)
    for (const { rule, missing } of unjudged)
      if (!known.delete(keyOf(of.caseNo, rule, missing, of.item, of.org))) added.push({ stored: of, rule, missing });
  return { added, gone: [...known.values()] };
}
