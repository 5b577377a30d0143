import type { CatalogueKind } from '../console/catalogue.protocol.js';
import type { TrialKind } from '../console/trials.protocol.js';
import type { Instant } from '../domain/instant.js';

/** What is tried, whole and as plain data: it is stored with its trial and handed to the thread that tries it. */
export interface TrialDraft {
  readonly kind: TrialKind;
  readonly code: string;
  /** As the catalogue keeps bodies of this kind. */
  readonly body: unknown;
  /** Null: tried as if it had always been in force. Trials of before have a date: cases received earlier keep what they have. */
  readonly effectiveFrom: Instant | null;
  /** When it is meant to come into force. */
  readonly ownStart?: Instant | null;
}

export const CATALOGUE_KIND: Readonly<Record<TrialKind, Exclude<CatalogueKind, 'organisations'>>> = {
  profile: 'profiles',
  item: 'items',
  discretion: 'standards',
  calendar: 'calendars',
};

/** The version that a draft of a profile bears in explanations. */
export const DRAFT_VERSION = 'draft';
