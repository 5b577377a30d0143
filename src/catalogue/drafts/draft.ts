import type { CatalogueKind, CatalogueWords, DraftState, DraftStep } from '../../console/catalogue.protocol.js';
import type { Instant } from '../../domain/instant.js';

export interface DraftRecord {
  readonly id: number;
  readonly kind: CatalogueKind;
  readonly code: string;
  readonly org: string | null;
  readonly orgName: CatalogueWords | null;
  readonly body: unknown;
  readonly effectiveFrom: Instant | null;
  readonly note: string | null;
  /** The version in force when it was last written, or checked. */
  readonly base: number | null;
  readonly state: DraftState;
  readonly edition: number;
  readonly author: string;
  readonly authorName: string;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly checker: string | null;
  readonly checkerName: string | null;
  readonly checkedAt: Instant | null;
  readonly reason: string | null;
  readonly version: number | null;
  /** Who has written last in it. */
  readonly editor: string;
  /** Numbers of the accounts that have written in it. */
  readonly writers: readonly number[];
}

export interface TraceRecord extends Omit<DraftStep, 'at'> {
  readonly at: Instant;
}
