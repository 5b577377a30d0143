import type { Instant } from '../../domain/instant.js';
import type { Story } from './story.js';

/** Something that was to be done in time. */
export interface Awaited {
  /** What started it. */
  readonly since: Instant;
  /** undefined: no published day tells. */
  readonly due: Instant | undefined;
  readonly done: Instant | undefined;
  readonly subject?: string;
  /** Are the stages counted in office time, as the due instant was? */
  readonly byMoment?: boolean;
}

/** Where a rule writes what it sees. */
export interface Notes {
  found(at: Instant, subject?: string, level?: string): void;
  lacks(missing: string): void;
  due(awaited: Awaited): void;
}

/** One rule of the rule book; `param` is a number that the profile sets, or the one that holds where it sets none. */
export type Judge = (story: Story, notes: Notes, param: (name: string, otherwise: number) => number) => void;
/** By the code of the rule. */
export type Judges = Readonly<Record<string, Judge>>;
