import type { FindingBrief, FindingExplanation, FindingStatus, FindingView } from '../console/findings.protocol.js';
import { ms, msAs } from '../database/sql.js';
import { SUBJECT_NAMES, SUBJECT_REGIONS } from '../database/subject.sql.js';
import { type Instant, rfc3339 } from '../domain/instant.js';
import { ruleName } from '../domain/rule-name.js';
import type { RuleProfile } from '../domain/standards.js';

type Instants = 'raisedAt' | 'recordedAt' | 'dueAt' | 'decidedAt';

/** A finding of a list as the repository reads it; instants are milliseconds. */
export interface FindingBriefRow extends Omit<FindingBrief, 'ruleName' | Instants> {
  readonly raisedAt: Instant;
  readonly recordedAt: Instant;
  readonly dueAt: Instant | null;
  readonly decidedAt: Instant | null;
}

interface TraceRow {
  readonly at: Instant;
  readonly by: string | null;
  readonly from: FindingStatus | null;
  readonly to: FindingStatus;
  readonly reason: string | null;
}

export interface FindingRow extends FindingBriefRow {
  readonly explanation: FindingExplanation;
  readonly digest: string;
  readonly trace: readonly TraceRow[];
}

/** Columns of a FindingBriefRow from table `finding c`. */
export const BRIEF_COLUMNS = `c.id::text AS id, c.case_no AS "caseNo", c.rule, c.rule_version AS "ruleVersion", c.category, c.level,
  c.mode, c.status, c.item, c.org, ${msAs('c.raised_at', 'raisedAt')}, ${msAs('c.recorded_at', 'recordedAt')},
  ${msAs('c.due_at', 'dueAt')}, ${msAs('c.decided_at', 'decidedAt')}, c.explanation->'observed' AS observed,
  (SELECT a.name FROM account a WHERE a.id = c.decided_by) AS "decidedBy", c.reason, c.card_id::text AS "cardId",
  (SELECT k.no FROM card k WHERE k.id = c.card_id) AS "cardNo",
  (SELECT k.level FROM card k WHERE k.id = c.card_id) AS "cardLevel", ${SUBJECT_NAMES}, ${SUBJECT_REGIONS}`;

/** Columns of a FindingRow. */
export const FINDING_COLUMNS = `${BRIEF_COLUMNS}, c.explanation, c.digest,
  coalesce((SELECT json_agg(json_build_object('at', ${ms('t.at')}, 'from', t.from_status, 'to', t.to_status, 'reason', t.reason,
      'by', (SELECT a.name FROM account a WHERE a.id = t.by)) ORDER BY t.id)
    FROM finding_trace t WHERE t.finding_id = c.id), '[]') AS trace`;

const time = (at: Instant | null): string | null => (at === null ? null : rfc3339(at));

export const briefView = (row: FindingBriefRow, profile: RuleProfile): FindingBrief => ({
  ...row,
  ruleName: ruleName(row.rule, profile),
  raisedAt: rfc3339(row.raisedAt),
  recordedAt: rfc3339(row.recordedAt),
  dueAt: time(row.dueAt),
  decidedAt: time(row.decidedAt),
});

export const findingView = ({ explanation, digest, trace, ...row }: FindingRow, profile: RuleProfile): FindingView => ({
  ...briefView(row, profile),
  explanation,
  digest,
  trace: trace.map(({ at, ...step }) => ({ at: rfc3339(at), ...step })),
});
