import type { FindingStatus } from '../console/findings.protocol.js';
import type { Instant } from '../domain/instant.js';
import type { FindingDraft } from './finding-draft.js';

export interface StoredFinding {
  readonly id: string;
  readonly caseNo: string;
  readonly key: string;
  readonly status: FindingStatus;
  readonly digest: string;
  readonly raisedAt: Instant;
  readonly dueAt: Instant | null;
}

/** What has to be written so that the stored findings of some cases are those of their review. */
export interface SyncPlan {
  readonly added: readonly FindingDraft[];
  /** Pending ones that say something else now, and withdrawn ones that are found again. */
  readonly renewed: readonly (FindingDraft & { readonly id: string })[];
  /** Pending ones that the events no longer support. */
  readonly withdrawn: readonly string[];
}

/**
 * What a person has decided stays as it is, whatever the events say later; a wait that is due at another instant now is
 * not put to a person again.
 */
export function syncPlan(stored: readonly StoredFinding[], drafts: readonly FindingDraft[]): SyncPlan {
  const known = new Map(stored.map((one) => [keyOf(one), one]));
  const settled = new Map(stored.filter(isDecided).map((one) => [waitOf(one), one]));
  const added: FindingDraft[] = [];
  const renewed: (FindingDraft & { id: string })[] = [];
  for (const draft of drafts) {
    const one = known.get(keyOf(draft));
    known.delete(keyOf(draft));
    if (one?.status !== 'pending' && isSettled(draft, settled.get(waitOf(draft)))) continue;
    if (!one) added.push(draft);
    else if (one.status === 'withdrawn' || (one.status === 'pending' && one.digest !== draft.digest))
      renewed.push({ ...draft, id: one.id });
  }
  const withdrawn = [...known.values()].filter(({ status }) => status === 'pending').map(({ id }) => id);
  return { added, renewed, withdrawn };
}

const keyOf = ({ caseNo, key }: { caseNo: string; key: string }): string => `${caseNo}\n${key}`;

const isDecided = ({ status }: StoredFinding): boolean => status === 'confirmed' || status === 'dismissed';

/** Of waits the key without its instant: an extension, or an earlier start reported late, moves that. */
const waitOf = ({
  caseNo,
  key,
  raisedAt,
  dueAt,
}: Pick<StoredFinding, 'caseNo' | 'key' | 'raisedAt' | 'dueAt'>): string =>
  keyOf({ caseNo, key: dueAt === null ? key : key.replace(`|${raisedAt}`, '|') });

/** One wait gives one card. What was dismissed for a due instant is open again for a later one. */
const isSettled = ({ dueAt }: FindingDraft, former: StoredFinding | undefined): boolean =>
  former !== undefined && (former.status === 'confirmed' || (dueAt ?? 0) <= (former.dueAt ?? 0));
