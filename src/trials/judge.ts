import { isDeepStrictEqual } from 'node:util';
import type { Judgement } from '../domain/examine.js';
import type { Finding } from '../domain/finding.js';
import type { Instant } from '../domain/instant.js';
import type { ReportedEvent } from '../domain/review/reported-event.js';
import { type ReviewFinding, type Unjudged, reviewCase } from '../domain/review/review.js';
import type { ReviewRule } from '../domain/review/rule.js';
import { RULE_BOOK } from '../domain/review/rule-book.js';
import { judgedOf } from '../domain/review/seen.js';
import type { CardLevel, IssueMode, RuleProfile, Standards } from '../domain/standards.js';
import type { Feed } from '../sources/feed.js';
import { EMPTY_FILE } from '../supervision/case-file.js';
import { fold } from '../supervision/case-fold.js';

/** A card or a finding that the rules call for. */
export interface Mark {
  readonly tier: 'card' | 'finding';
  readonly rule: string;
  /** Unique within its case. */
  readonly key: string;
  readonly level: CardLevel;
  readonly mode: IssueMode;
  readonly raisedAt: Instant;
  readonly dueAt?: Instant;
  readonly why: { readonly finding: Finding; readonly judgement: Judgement } | ReviewFinding;
}

/** What one set of standards makes of a case when everything is told at once. */
export interface Verdict {
  readonly standards: Standards;
  readonly marks: readonly Mark[];
  readonly lacks: readonly Unjudged[];
  /** Up to the case's own time; absent where the rules of time limits need not be asked. */
  readonly judgement?: Judgement;
}

/** Which rules can come to another result under a draft. */
export interface Questions {
  readonly time: boolean;
  readonly rules: readonly ReviewRule[];
}

const EVERYTHING: Questions = { time: true, rules: RULE_BOOK };

/** Undefined: the draft does not change what judges a case. */
export function questionsOf(base: Standards, draft: Standards, ofItems: boolean): Questions | undefined {
  if (base === draft) return undefined;
  if (ofItems || base.calendar !== draft.calendar) return EVERYTHING;
  return base.profile === draft.profile ? undefined : questionsBetween(base.profile, draft.profile);
}

function questionsBetween(before: RuleProfile, after: RuleProfile): Questions | undefined {
  const sameLimits = before.counting === after.counting && isDeepStrictEqual(...toldBy(before.rules, after.rules));
  if (!sameLimits) return EVERYTHING;
  const rules = RULE_BOOK.filter(
    ({ code }) => !isDeepStrictEqual(...toldBy(before.book?.[code] ?? null, after.book?.[code] ?? null)),
  );
  return rules.length === 0 ? undefined : { time: false, rules };
}

/** What was read from the database has no members without a value. */
const toldBy = (a: unknown, b: unknown): [unknown, unknown] => [
  JSON.parse(JSON.stringify(a)) as unknown,
  JSON.parse(JSON.stringify(b)) as unknown,
];

/** The fold asks for a feed that has reported up to an instant. */
const TELLER: Feed = { id: 0, name: 'trial', scope: ['*'], policy: 'declared', maxLag: 0 };
/** `reviewCase` lists a rule that failed among those that could not judge. */
const LISTED = (): void => undefined;

/** @param asOf the case's own time */
export function judge(
  events: readonly ReportedEvent[],
  standards: Standards,
  asOf: Instant,
  { time, rules }: Questions,
): Verdict {
  const told = time ? tellAtOnce(events, standards, asOf) : undefined;
  const review = reviewCase(events, standards, asOf, rules, LISTED);
  return {
    standards,
    marks: [...(told?.marks ?? []), ...review.findings.map(findingMark)],
    lacks: review.unjudged,
    judgement: told?.judgement,
  };
}

function tellAtOnce(events: readonly ReportedEvent[], standards: Standards, asOf: Instant) {
  const teller = [{ feed: TELLER, declaredUntil: asOf }];
  const { findings, judgement } = fold({ file: EMPTY_FILE }, events.map(judgedOf), [], teller, standards, asOf);
  const marks = findings.map(({ finding, judgement }): Mark => {
    // Without a setting the rule would not have found anything.
    const { level, mode = 'automatic' } = standards.profile.rules[finding.rule]!;
    const { rule, key, raisedAt, dueAt } = finding;
    return { tier: 'card', rule, key, level, mode, raisedAt, dueAt, why: { finding, judgement } };
  });
  return { marks, judgement };
}

const findingMark = (found: ReviewFinding): Mark => {
  const { rule, key, level, mode, at, dueAt } = found;
  return { tier: 'finding', rule, key, level, mode, raisedAt: at, dueAt, why: found };
};
