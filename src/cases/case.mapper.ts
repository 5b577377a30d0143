import type { CardView, CaseEventView, CaseView, ClockSheet, ClockView } from '../console/console.protocol.js';
import type { Clock, ClockKind } from '../domain/clock.js';
import { dataFindings } from '../domain/data-findings.js';
import { EVENT_PREFIX, EVENT_TYPES } from '../domain/event.js';
import type { Judgement } from '../domain/examine.js';
import { basisOf, clockLimit, versionsOf } from '../domain/explanation.js';
import { type Instant, rfc3339 } from '../domain/instant.js';
import { ledgerOf } from '../domain/ledger.js';
import type { RuleCode, Standards } from '../domain/standards.js';
import type { StoredCase, StoredEvent } from './cases.repository.js';

/** A stored case with its judgement at its own time. */
export interface JudgedCase {
  readonly stored: StoredCase;
  readonly standards: Standards;
  /** −∞ while nothing has been judged yet. */
  readonly asOf: Instant;
  readonly judgement: Judgement;
}

const time = (at: Instant | undefined): string | null =>
  at === undefined || !Number.isFinite(at) ? null : rfc3339(at);

export function caseView({ stored, standards, asOf, judgement }: JudgedCase, cards: CardView[]): CaseView {
  const { caseNo, item, itemName, org, orgName } = stored;
  return {
    caseNo,
    item,
    itemName,
    org,
    orgName,
    state: judgement.state,
    judgedTo: time(asOf),
    events: [...stored.events].sort(asFolded).map((event) => eventView(event, asOf)),
    clocks: judgement.clocks.map((clock) => clockView(clock, standards)),
    cards,
    findings: dataFindings(judgement.facts, judgement.clocks, standards).map(({ code, at, words }) => ({
      code,
      at: rfc3339(at),
      ...words,
    })),
  };
}

export const clockSheet = ({ stored, standards, asOf, judgement }: JudgedCase): ClockSheet => ({
  caseNo: stored.caseNo,
  judgedTo: time(asOf),
  versions: versionsOf(judgement.facts, standards),
  clocks: judgement.clocks.map((clock) => ({
    ...clockView(clock, standards),
    basis: basisOf(clock, standards.profile.rules[RULE_OF[clock.kind]].basis),
    ledger: ledgerOf(clock, standards.calendar, asOf),
  })),
});

/** The rule that watches a kind of clock. */
const RULE_OF: Record<ClockKind, RuleCode> = {
  promised: 'T-PROMISE-OVER',
  statutory: 'T-STATUTE-OVER',
  step: 'T-STEP-OVER',
  notice: 'T-NOTICE-LATE',
};

const rank = new Map<string, number>(EVENT_TYPES.map((type, i) => [type, i]));
const rankOf = ({ type }: StoredEvent): number => rank.get(type) ?? EVENT_TYPES.length;
/** Events of one instant read in the order in which they are folded: received before accepted. */
const asFolded = (a: StoredEvent, b: StoredEvent): number => a.occurredAt - b.occurredAt || rankOf(a) - rankOf(b);

const eventView = (event: StoredEvent, asOf: Instant): CaseEventView => ({
  id: event.id,
  source: event.source,
  type: EVENT_PREFIX + event.type,
  time: rfc3339(event.occurredAt),
  recordedAt: rfc3339(event.recordedAt),
  receivedAt: rfc3339(event.receivedAt),
  late: event.late,
  waiting: event.occurredAt > asOf,
  data: JSON.parse(event.data) as Record<string, unknown>,
});

const clockView = (clock: Clock, standards: Standards): ClockView => ({
  kind: clock.kind,
  ...(clock.step !== undefined && { step: clock.step }),
  state: clock.state,
  startedAt: time(clock.startedAt),
  dueAt: time(clock.dueAt),
  finishedAt: time(clock.finishedAt),
  overdue: clock.overdue ?? null,
  limit: clockLimit(clock, standards) ?? null,
});
