import type { ChangeCounts, ChangeTier, TrialComputation, TrialKind, TrialState } from '../console/trials.protocol.js';
import type { Instant } from '../domain/instant.js';
import type { Words } from '../domain/wording.js';
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
  readonly orgName: Words | null;
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

/** What every stored summary has, also one of before cards, findings and hints were told apart. */
export type FormerSummary = Omit<TalliedSummary, 'levels' | 'hints' | 'versions'>;

export interface WholeTrial extends TrialRow {
  readonly draft: TrialDraft;
  readonly summary: (Partial<TalliedSummary> & FormerSummary) | null;
  readonly failure: string | null;
}

export interface NewTrial extends Pick<TrialRow, 'name' | 'fromAt' | 'beforeAt' | 'org' | 'scope' | 'createdBy'> {
  readonly draft: TrialDraft;
}

export interface StoredChange extends Omit<ChangeRow, 'tier' | 'basis' | 'standsUntil'> {
  readonly tier: ChangeTier;
  readonly id: string;
  readonly orgName: string | null;
  readonly itemName: string | null;
}

type Told = Pick<TrialComputation, 'level' | 'raisedAt' | 'dueAt'> | null;
/** A change as a line of a list. */
export interface ListedChange extends Omit<StoredChange, 'before' | 'after' | 'card'> {
  readonly before: Told;
  readonly after: Told;
}
