import type { ChangeCounts, TrialKind, TrialState } from '../console/trials.protocol.js';
import type { Instant } from '../domain/instant.js';
import type { TrialDraft } from './draft.js';
import type { TalliedSummary } from './tally.js';
import type { ChangeRow } from './worker.protocol.js';

/** A trial as it is stored; instants are milliseconds. */
export interface TrialRow {
  readonly id: number;
  readonly name: string;
  readonly kind: TrialKind;
  readonly code: string;
  readonly fromAt: Instant;
  readonly beforeAt: Instant;
  readonly org: string | null;
  /** What the account that asked could see. */
  readonly scope: string | null;
  readonly state: TrialState;
  readonly ahead: number | null;
  readonly casesDone: number;
  readonly casesTotal: number | null;
  readonly counts: Partial<ChangeCounts>;
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
}

export interface WholeTrial extends TrialRow {
  readonly draft: TrialDraft;
  readonly summary: TalliedSummary | null;
  readonly failure: string | null;
}

export interface NewTrial extends Pick<TrialRow, 'name' | 'fromAt' | 'beforeAt' | 'org' | 'scope' | 'createdBy'> {
  readonly draft: TrialDraft;
}

export interface StoredChange extends ChangeRow {
  readonly id: string;
  readonly orgName: string | null;
  readonly itemName: string | null;
}
