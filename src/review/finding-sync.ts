import type { FindingStatus } from '../console/findings.protocol.js';
import type { FindingDraft } from './finding-draft.js';

export interface StoredFinding {
  readonly id: string;
  readonly caseNo: string;
  readonly key: string;
  readonly status: FindingStatus;
  readonly digest: string;
}

/** What has to be written so that the stored findings of some cases are those of their review. */
export interface SyncPlan {
  readonly added: readonly FindingDraft[];
  /** Pending ones that say something else now, and withdrawn ones that are found again. */
  readonly renewed: readonly (FindingDraft & { readonly id: string })[];
  /** Pending ones that the events no longer support. */
  readonly withdrawn: readonly string[];
}

/** What a person has decided stays as it is, whatever the events say later. */
export function syncPlan(stored: readonly StoredFinding[], drafts: readonly FindingDraft[]): SyncPlan {
  const known = new Map(stored.map((one) => [keyOf(one), one]));
  const added: FindingDraft[] = [];
  const renewed: (FindingDraft & { id: string })[] = [];
  for (const draft of drafts) {
    const one = known.get(keyOf(draft));
    known.delete(keyOf(draft));
    if (!one) added.push(draft);
    else if (one.status === 'withdrawn' || (one.status === 'pending' && one.digest !== draft.digest))
      renewed.push({ ...draft, id: one.id });
  }
  const withdrawn = [...known.values()].filter(({ status }) => status === 'pending').map(({ id }) => id);
  return { added, renewed, withdrawn };
}

const keyOf = ({ caseNo, key }: { caseNo: string; key: string }): string => `${caseNo}\n${key}`;
