import type { Instant } from '../domain/instant.js';

export interface Counts {
  cases: number;
  events: number;
  cards: number;
  /** Of the rule book: findings of any status, and what could not be judged. */
  findings: number;
  unjudged: number;
  /** Over many cases, of any status. */
  hints: number;
}

/** A card as the database or the second evaluator has it. */
export interface CardFacts {
  readonly rule: string;
  readonly level: string;
  readonly step: string | null;
  readonly raisedAt: Instant;
  readonly dueAt: Instant | null;
}

/** A hint over many cases; `observed` is its text, or the numbers that it should state. */
export interface HintSummary {
  readonly status: string;
  readonly org: string | null;
  readonly item: string | null;
  readonly from: Instant;
  readonly before: Instant;
  readonly cases: readonly string[];
  readonly observed: string;
}

export interface CardDifference {
  /** Absent: a card. */
  readonly of?: 'finding' | 'unjudged' | 'hint';
  /** Blank for a hint, whose `breachKey` is its rule and its key. */
  readonly caseNo: string;
  readonly breachKey: string;
  readonly expected?: CardFacts;
  readonly actual?: CardFacts;
  readonly expectedHint?: HintSummary;
  readonly actualHint?: HintSummary;
  readonly reason: string;
}

export interface Unchecked {
  /** Absent: it concerns everything. */
  readonly caseNo?: string;
  readonly reason: string;
}

/** The lists hold the first LISTED of each sort; `found` counts all of them. */
export interface VerifyReport {
  readonly exist: Counts;
  readonly checked: Counts;
  readonly missing: CardDifference[];
  readonly extra: CardDifference[];
  readonly different: CardDifference[];
  /** Cases whose history could not be recomputed. */
  readonly couldNotCheck: Unchecked[];
  readonly found: { missing: number; extra: number; different: number; couldNotCheck: number };
  /** Cards due by now that the sweep need not have written yet. */
  pending: number;
  /** Cases whose review by the rule book is due: their findings are not compared. */
  reviewing: number;
  /** Hints that are not compared: what they rest on came after their computation. */
  recomputing: number;
  /** Rules over many cases that have never been computed. */
  readonly neverRun: string[];
  /** Only the first `limit` cases were looked at. */
  readonly limited: boolean;
}

export const LISTED = 1_000;

export const emptyReport = (exist: Counts, limited: boolean): VerifyReport => ({
  exist,
  checked: { cases: 0, events: 0, cards: 0, findings: 0, unjudged: 0, hints: 0 },
  missing: [],
  extra: [],
  different: [],
  couldNotCheck: [],
  found: { missing: 0, extra: 0, different: 0, couldNotCheck: 0 },
  pending: 0,
  reviewing: 0,
  recomputing: 0,
  neverRun: [],
  limited,
});

export function record(
  report: VerifyReport,
  kind: 'missing' | 'extra' | 'different',
  difference: CardDifference,
): void {
  report.found[kind]++;
  if (report[kind].length < LISTED) report[kind].push(difference);
}

export function recordUnchecked(report: VerifyReport, unchecked: Unchecked): void {
  report.found.couldNotCheck++;
  if (report.couldNotCheck.length < LISTED) report.couldNotCheck.push(unchecked);
}

export const EXIT = { equal: 0, different: 1, couldNotCheck: 2, badInput: 3 } as const;

/** A verifier that looked at fewer than there are has not checked. */
export function exitCodeOf({ found, exist, checked, limited }: VerifyReport): number {
  if (found.missing + found.extra + found.different > 0) return EXIT.different;
  const all = (Object.keys(exist) as (keyof Counts)[]).every((counted) => exist[counted] === checked[counted]);
  return found.couldNotCheck > 0 || !(all || limited) ? EXIT.couldNotCheck : EXIT.equal;
}
