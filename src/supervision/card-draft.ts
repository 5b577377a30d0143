import { explain } from '../domain/explanation.js';
import type { Instant } from '../domain/instant.js';
import type { CardLevel } from '../domain/standards.js';
import type { Standards } from '../domain/standards.js';
import type { Fold } from './case-fold.js';
import type { CaseRow } from './case-row.js';

/** A card before it has its number. */
export interface CardDraft {
  readonly caseNo: string;
  readonly rule: string;
  readonly ruleVersion: string;
  readonly level: CardLevel;
  readonly breachKey: string;
  readonly item: string | null;
  readonly org: string | null;
  readonly step: string | null;
  readonly raisedAt: Instant;
  /** Null for what is about no deadline. */
  readonly dueAt: Instant | null;
  /** The facts as judged, frozen. */
  readonly explanation: string;
}

export const draftsOf = (after: CaseRow, fold: Fold, standards: Standards): CardDraft[] =>
  fold.findings.map(({ finding, judgement }) => {
    // Without a setting the rule would not have found anything.
    const setting = standards.profile.rules[finding.rule]!;
    const { facts } = judgement;
    return {
      caseNo: after.caseNo,
      rule: finding.rule,
      ruleVersion: setting.version,
      level: setting.level,
      breachKey: finding.key,
      item: facts.itemCode ?? null,
      org: facts.org ?? after.org,
      step: finding.clock.step ?? null,
      raisedAt: finding.raisedAt,
      dueAt: finding.dueAt,
      explanation: JSON.stringify(explain(finding, { facts, standards }, setting)),
    };
  });
