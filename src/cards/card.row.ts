import type { CardRevocation, CardStatus, RegionName } from '../console/console.protocol.js';
import { isRevoked, ownTimeOf } from '../database/case.sql.js';
import { ms, msAs } from '../database/sql.js';
import { SUBJECT_NAMES, SUBJECT_REGIONS } from '../database/subject.sql.js';
import type { CardConfirmation, CardExplanation } from '../domain/explanation.js';
import type { CardLevel } from '../domain/standards.js';
import type { StandardRefs } from '../catalogue/in-force/frozen-standards.js';

/** A card of a list as the repository reads it; instants are milliseconds. */
export interface BriefRow {
  readonly id: string;
  readonly no: string;
  readonly caseNo: string;
  readonly rule: string;
  readonly ruleVersion: string;
  readonly level: CardLevel;
  readonly status: CardStatus;
  readonly item: string | null;
  readonly itemName: string | null;
  readonly org: string | null;
  readonly orgName: string | null;
  readonly orgNameEn: string | null;
  readonly regions: RegionName[];
  readonly step: string | null;
  readonly raisedAt: number;
  readonly recordedAt: number;
  readonly dueAt: number | null;
  readonly standing: StandingRow | null;
}

export interface CardRow extends BriefRow {
  readonly explanation: CardExplanation;
  readonly evidence: readonly EvidenceRow[];
  readonly revocation: RevocationRow | null;
  readonly confirmation: ConfirmationRow | null;
}

/** Where the case of a card stands; instants are milliseconds. */
export interface StandingRow extends StandardRefs {
  readonly state: string;
  readonly item: string | null;
  readonly org: string | null;
  /** By which the version of its item is found. */
  readonly begunAt: number | null;
  readonly endedAt: number | null;
  readonly ownTime: number | null;
  readonly notComputable: boolean;
  readonly promisedDue: number | null;
  readonly statutoryDue: number | null;
  readonly rev: number;
  /** The case file of a running case that has been paused: only its judgement tells whether it still is. */
  readonly file: string | null;
}

export interface RevocationRow extends Omit<CardRevocation, 'at'> {
  readonly at: number;
}

export interface ConfirmationRow extends Omit<CardConfirmation, 'at' | 'proposedName'> {
  readonly at: number;
  /** The person who confirmed may see everything: the office is that of the installation. */
  readonly unlimited: boolean;
}

export interface EvidenceRow {
  readonly rule: 'I-LATE-REPORT';
  readonly source: string;
  readonly eventId: string;
  readonly type: string;
  readonly occurredAt: number;
  readonly receivedAt: number;
}

/** Where a case has come to another organisation, its standing is none of those who see the card. */
const STANDING = `(SELECT json_build_object('state', k.state, 'item', k.item, 'org', k.org,
      'begunAt', ${ms('coalesce(k.received_at, k.accepted_at)')}, 'endedAt', ${ms('k.ended_at')},
      'ownTime', ${ms(ownTimeOf('k'))}, 'notComputable', k.not_computable,
      'promisedDue', ${ms('k.promised_due')}, 'statutoryDue', ${ms('k.statutory_due')},
      'rev', k.catalogue_rev, 'calendar', k.calendar, 'profile', k.profile,
      'file', CASE WHEN k.ended_at IS NULL AND strpos(k.file, '"pause.started"') > 0 THEN k.file END)
    FROM case_file k WHERE k.case_no = c.case_no AND (c.org IS NULL OR k.org = c.org)) AS standing`;

/** A revocation is a row of its own: cards are never edited. */
export const CARD_STATUS = `CASE WHEN ${isRevoked('c')} THEN 'revoked' ELSE c.status END`;

/** Columns of a BriefRow from table `card c`. */
export const BRIEF_COLUMNS = `c.id::text AS id, c.no, c.case_no AS "caseNo", c.rule, c.rule_version AS "ruleVersion", c.level,
  ${CARD_STATUS} AS status, c.item, c.org, c.step, ${msAs('c.raised_at', 'raisedAt')},
  ${msAs('c.recorded_at', 'recordedAt')}, ${msAs('c.due_at', 'dueAt')},
  ${SUBJECT_NAMES}, ${SUBJECT_REGIONS}, ${STANDING}`;

/** Of a card that was a finding. The scope of an account is an organisation or a region, `*` for those below it. */
const CONFIRMATION = `(SELECT json_build_object('at', ${ms('f.decided_at')}, 'by', a.name, 'reason', f.reason, 'proposed', f.level,
      'office', coalesce(o.name, r.name), 'officeEn', CASE WHEN o.code IS NULL THEN r.name_en ELSE o.name_en END,
      'unlimited', a.org IS NULL)
    FROM finding f JOIN account a ON a.id = f.decided_by LEFT JOIN org o ON o.code = a.org
      LEFT JOIN region r ON r.code = rpad(rtrim(a.org, '*-'), 6, '0')
    WHERE f.card_id = c.id) AS confirmation`;

/** Columns of a CardRow. */
export const CARD_COLUMNS = `${BRIEF_COLUMNS}, c.explanation,
  coalesce((SELECT json_agg(json_build_object('rule', e.rule, 'source', e.source, 'eventId', e.event_id, 'type', e.type,
      'occurredAt', ${ms('e.occurred_at')}, 'receivedAt', ${ms('e.received_at')}) ORDER BY e.received_at, e.occurred_at, e.id)
    FROM card_evidence e WHERE e.card_id = c.id), '[]') AS evidence,
  (SELECT json_build_object('at', ${ms('r.at')}, 'by', a.name, 'reason', r.reason, 'computations', r.computations)
    FROM card_revocation r JOIN account a ON a.id = r.by WHERE r.card_id = c.id) AS revocation,
  ${CONFIRMATION}`;
