import type { ChangeCounts, ChangeKind, TrialComputation } from '../console/trials.protocol.js';
import type { CardDraft } from '../supervision/card-draft.js';
import type { TrialDraft } from './draft.js';
import type { TalliedSummary } from './tally.js';

/** What the server asks of the thread that tries a draft: its `workerData`. */
export interface TrialOrder {
  readonly databaseUrl: string;
  readonly draft: TrialDraft;
  /** Cases received in [from, before), as milliseconds. */
  readonly from: number;
  readonly before: number;
  /** An organisation with those below it, or `prefix*`. */
  readonly org: string | null;
  /** What the account that asked may see. */
  readonly scope: string | null;
}

/** A change as it is stored. */
export interface ChangeRow {
  readonly caseNo: string;
  readonly kind: ChangeKind;
  /** How it is stored: a hint is a finding whose mode says so. */
  readonly tier: 'card' | 'finding';
  readonly rule: string;
  readonly key: string;
  readonly item: string | null;
  readonly org: string | null;
  readonly before: TrialComputation | null;
  readonly after: TrialComputation | null;
  /** The card that would be issued, where one would. */
  readonly card: CardDraft | null;
  /** What both computations rest on; see `basisOf`. */
  readonly basis: string | null;
  /** From when on what vanishes would be raised after all, without a further event; null: never. */
  readonly standsUntil: number | null;
}

export interface TrialProgressNote {
  readonly kind: 'progress';
  readonly done: number;
  readonly total: number;
  readonly counts: ChangeCounts;
  readonly changes: readonly ChangeRow[];
  /** Milliseconds of work since the last note. */
  readonly took: number;
}

export type TrialNote = TrialProgressNote | { readonly kind: 'done'; readonly summary: TalliedSummary };

/** The answer to a progress note, without which nothing goes on: wait so long (milliseconds), or stop. */
export type TrialReply = { readonly pause: number } | { readonly stop: true };
