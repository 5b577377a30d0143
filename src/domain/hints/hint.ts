import type { Instant } from '../instant.js';
import type { RuleCategory, Threshold } from '../review/rule.js';
import type { Words } from '../wording.js';

/** 线索: something that many cases together show; a place for a person to look, never a card and never in a figure. */
export interface Hint {
  readonly rule: string;
  /** Unique for the rule; the same when the window is computed again. */
  readonly key: string;
  /** `null`: it concerns a source, not an organisation. */
  readonly org: string | null;
  readonly item: string | null;
  /** The window that was looked at: from the first instant to the one after the last. */
  readonly from: Instant;
  readonly before: Instant;
  /** A clause without full stop. */
  readonly expected: Words;
  readonly observed: Words;
  /** The computation, a line each. */
  readonly arithmetic: readonly Words[];
  /** The cases behind it, at most `MAX_HINT_CASES`; all of its own organisation where it has one. */
  readonly cases: readonly string[];
  /** What it is compared with, of whatever organisation: each is for those who may see that one. */
  readonly peers?: readonly HintPeer[];
}

export interface HintPeer {
  readonly caseNo: string;
  readonly org: string;
  readonly value: number;
}

export const MAX_HINT_CASES = 50;

/** What a person reads about a rule over many cases; `feed`: it concerns what a source reports, no department. */
export interface RuleInWords {
  /** At most 20 characters. */
  readonly code: string;
  readonly category: RuleCategory | 'feed';
  readonly name: Words;
  readonly description: Words;
  readonly basis: readonly string[];
  readonly needs: readonly string[];
  readonly shows: Words;
  readonly params: Readonly<Record<string, Threshold>>;
}

export interface HintRule<Row> extends RuleInWords {
  examine(rows: readonly Row[]): Hint[];
  /** The same piece by piece, where it takes long: between two of them other work may go on. */
  inParts?(rows: readonly Row[]): Iterable<readonly Hint[]>;
}

/** `12.5 %` of a share, both numbers beside it; `—` of nothing. */
export const shareWords = (part: number, whole: number): Words => {
  const percent = whole === 0 ? '—' : `${Math.round((part / whole) * 10_000) / 100}%`;
  return { zh: `${part} ÷ ${whole} = ${percent}`, en: `${part} ÷ ${whole} = ${percent}` };
};
