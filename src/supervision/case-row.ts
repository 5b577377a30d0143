import type { Instant } from '../domain/instant.js';
import type { CaseFile } from './case-file.js';
import type { StandardRefs } from './ports.js';

/** A case as the transaction that holds its lock sees it. */
export interface CaseRow {
  readonly caseNo: string;
  readonly item: string | null;
  readonly org: string | null;
  readonly state: string;
  readonly file: CaseFile;
  /** The file in the database; undefined where it is to be written anew. */
  readonly stored?: CaseFile;
  readonly feeds: readonly number[];
  readonly parkedFeed: number;
  readonly nextAt?: Instant;
  readonly refs: StandardRefs;
  readonly receivedAt?: Instant;
  /** Typed or deemed. */
  readonly acceptedAt?: Instant;
  /** Due instants as last judged; absent where there is no limit, or while a pause of unknown length is open. */
  readonly promisedDue?: Instant;
  readonly statutoryDue?: Instant;
  /** Masked. */
  readonly applicant?: string;
  /** Who acted last. */
  readonly officer?: string;
  readonly endedAt?: Instant;
  readonly judgedTo?: Instant;
  /** It runs, and one of its clocks needs days that its calendar does not hold. */
  readonly notComputable: boolean;
  /** 0: not stored yet. */
  readonly version: number;
}
