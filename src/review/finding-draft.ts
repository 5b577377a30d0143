import { createHash } from 'node:crypto';
import type { FindingExplanation } from '../console/findings.protocol.js';
import { EVENT_PREFIX } from '../domain/event.js';
import { type Instant, rfc3339 } from '../domain/instant.js';
import type { ReviewExplanation, ReviewFinding } from '../domain/review/review.js';
import type { StoredCase } from './case-review.js';

/** A finding as it is to be stored. */
export interface FindingDraft {
  readonly caseNo: string;
  readonly key: string;
  readonly rule: string;
  readonly ruleVersion: string;
  readonly category: string;
  readonly level: string;
  readonly mode: string;
  readonly item: string | null;
  readonly org: string | null;
  readonly raisedAt: Instant;
  readonly dueAt: Instant | null;
  /** JSON */
  readonly explanation: string;
  /** Of everything above: whether a stored finding still says the same. */
  readonly digest: string;
}

export function draftOf({ caseNo, item, org }: StoredCase, finding: ReviewFinding, category: string): FindingDraft {
  const { key, rule, ruleVersion, level, mode, at, dueAt, explanation } = finding;
  const draft = {
    caseNo,
    key,
    rule,
    ruleVersion,
    category,
    level,
    mode,
    item,
    org,
    raisedAt: at,
    dueAt: dueAt ?? null,
    explanation: JSON.stringify(explanationOf(explanation)),
  };
  const digest = createHash('sha256').update(JSON.stringify(draft)).digest('base64url');
  return { ...draft, digest };
}

/** Instants as people and programs read them. */
const explanationOf = (given: ReviewExplanation): FindingExplanation => ({
  expected: given.expected,
  observed: given.observed,
  basis: [...given.basis],
  itemText: given.itemText,
  events: given.events.map(({ source, id, type, at, recordedAt }) => ({
    source,
    id,
    type: EVENT_PREFIX + type,
    time: rfc3339(at),
    recordedAt: rfc3339(recordedAt),
  })),
  arithmetic: [...given.arithmetic],
  versions: given.versions,
});
