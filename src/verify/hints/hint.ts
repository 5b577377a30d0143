import type { Instant } from '../../domain/instant.js';
import type { HintFacts } from './hint-facts.js';

export interface Words {
  readonly zh?: string;
  readonly en?: string;
}

/** A row of `hint`; of those that nobody needs to compare the body is not read. */
export interface StoredHint {
  readonly rule: string;
  readonly key: string;
  readonly status: string;
  readonly org: string | null;
  readonly item: string | null;
  readonly from: Instant;
  readonly before: Instant;
  readonly foundAt: Instant;
  readonly body: {
    readonly expected?: Words;
    readonly observed?: Words;
    readonly arithmetic?: readonly Words[];
    readonly cases?: readonly string[];
  } | null;
}

/** The cases of a hint: the first of them alone where it is about that one, then those of the lowest rank. */
export interface NamedCases {
  readonly first?: string;
  readonly ranked: readonly RankedCase[];
  /** More cases of the last rank than were kept. */
  readonly isCut?: boolean;
}

export interface RankedCase {
  readonly caseNo: string;
  readonly rank: number;
}

/** A hint as the stored events have it. */
export interface ExpectedHint {
  readonly rule: string;
  readonly key: string;
  readonly org: string | null;
  readonly item: string | null;
  readonly from: Instant;
  readonly before: Instant;
  /** In place of `from` and `before`, where they are those of computations. */
  windowFits?(from: Instant, before: Instant): boolean;
  readonly cases: NamedCases;
  readonly figures: {
    readonly observed: Numbers;
    readonly expected?: Numbers;
    /** Of the first lines, each. */
    readonly arithmetic?: readonly Numbers[];
  };
  /** Names in its text, each written once, whose digits are no figures. */
  readonly names: readonly string[];
  /** The computation that ran last was to find it. */
  readonly isDue: boolean;
  /** When the last of what it rests on was there. */
  readonly settledAt: Instant;
}

export type Numbers = readonly number[];

/** The second computation of one run of rules. */
export interface HintRule {
  readonly rules: readonly string[];
  /** When it was computed last. */
  readonly ranAt: Instant;
  /** @param isFormer as an earlier delivery had it: it is no part of any hint, but may have been */
  learn(facts: HintFacts, settledAt: Instant, isFormer: boolean): void;
  expected(): ExpectedHint[];
  /** Was a stored one looked at again by the last computation? */
  isCurrent(hint: StoredHint): boolean;
  /** When the last of what a stored one could rest on was there; Infinity: nobody can tell any more. */
  restsOn(hint: StoredHint): Instant;
}

/** Without what follows the last `|`. */
export const groupOfKey = (key: string): string => key.slice(0, key.lastIndexOf('|'));

export const latest = (instants: Iterable<Instant>): Instant => {
  let last = -Infinity;
  for (const instant of instants) last = Math.max(last, instant);
  return last;
};
