import type { Benchmark } from '../domain/item-guide.js';
import type { ItemVersion, RuleProfile } from '../domain/standards.js';
import type { DeclaredDay } from '../domain/working-calendar.js';

/** What is tried, whole and as plain data: it is stored with its trial and handed to the thread that tries it. */
export type TrialDraft = ProfileDraft | ItemTrialDraft | DiscretionDraft | CalendarDraft;

export interface ProfileDraft {
  readonly kind: 'profile';
  readonly code: string;
  readonly profile: RuleProfile;
}

export interface ItemTrialDraft {
  readonly kind: 'item';
  readonly code: string;
  /** Without `effectiveFrom`: as if it had been in force all the time. */
  readonly version: ItemVersion;
}

export interface DiscretionDraft {
  readonly kind: 'discretion';
  readonly code: string;
  /** Stands for the row of the same code wherever an item lists it. */
  readonly row: Benchmark;
  /** Items that get the row though they don't list it. */
  readonly items: readonly string[];
}

export interface CalendarDraft {
  readonly kind: 'calendar';
  readonly code: string;
  readonly days: StoredDays;
}

/** A calendar as JSON keeps it. */
export interface StoredDays {
  readonly officeHours: readonly (readonly [open: string, close: string])[];
  readonly firstDay: string;
  readonly lastDay: string;
  readonly days: Readonly<Record<string, DeclaredDay>>;
}

/** The version that a draft bears in explanations. */
export const DRAFT_VERSION = 'draft';
