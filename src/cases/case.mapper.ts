import type { CardView, CaseEventView, CaseView, ClockView } from '../console/console.protocol.js';
import type { CaseReview } from '../console/findings.protocol.js';
import type { WorkingCalendar } from '../domain/calendar.js';
import type { Clock } from '../domain/clock.js';
import { type Opening, dataFindings, otherOrgs } from '../domain/data-findings.js';
import { EVENT_PREFIX } from '../domain/event.js';
import { clockLimit } from '../domain/explanation.js';
import { type Instant, rfc3339 } from '../domain/instant.js';
import { caseSteps } from './case-steps.js';
import type { StoredCase, StoredEvent } from './cases.repository.js';
import { inFoldOrder, type JudgedCase } from './judged-case.js';
import { minutesLeft } from '../domain/office-time.js';

export const timeOf = (at: Instant | undefined): string | null =>
  at === undefined || !Number.isFinite(at) ? null : rfc3339(at);

/** What a case is about, and whose it is. */
export const subjectOf = ({ item, itemName, org, orgName, orgNameEn }: StoredCase) => ({
  item,
  itemName,
  org,
  orgName,
  orgNameEn,
});

/** @param review null for those who see no findings, neither of the rule book nor of the data (role head) */
export function caseView(judged: JudgedCase, cards: CardView[], review: CaseReview | null): CaseView {
  const { stored, asOf, judgement } = judged;
  return {
    caseNo: stored.caseNo,
    ...subjectOf(stored),
    state: judgement.state,
    judgedTo: timeOf(asOf),
    events: [...stored.events].sort(inFoldOrder).map((event) => eventView(event, judged)),
    clocks: judgement.clocks.map((clock) => clockView(clock, judged)),
    steps: caseSteps(judged),
    cards,
    turnedDown: [...stored.turnedDown],
    review,
    findings: review && contradictions(judged),
  };
}

const contradictions = ({ stored, standards, judgement }: JudgedCase): NonNullable<CaseView['findings']> =>
  [...otherOrgs(openings(stored.events), stored.org), ...dataFindings(judgement.facts, judgement.clocks, standards)]
    .sort((a, b) => a.at - b.at)
    .map(({ code, at, words }) => ({ code, at: rfc3339(at), ...words }));

/** Also those that wait or don't count: that somebody has taken a number is to be seen at once. */
const openings = (events: readonly StoredEvent[]): Opening[] =>
  events
    .filter(({ type }) => type === 'case.received' || type === 'case.accepted')
    .map(({ occurredAt, data }) => ({ at: occurredAt, org: (JSON.parse(data) as { org: string }).org }));

const eventView = (event: StoredEvent, { asOf, stored }: JudgedCase): CaseEventView => ({
  id: event.id,
  source: event.source,
  type: EVENT_PREFIX + event.type,
  time: rfc3339(event.occurredAt),
  recordedAt: rfc3339(event.recordedAt),
  receivedAt: rfc3339(event.receivedAt),
  late: event.late,
  waiting: event.occurredAt > asOf,
  // The case keeps the feeds that have a right to report on it.
  leftOut: stored.positions.some(({ feed }) => feed.id === event.feed) ? null : 'out-of-scope',
  data: JSON.parse(event.data) as Record<string, unknown>,
});

export const clockView = (clock: Clock, { standards, asOf }: JudgedCase): ClockView => ({
  kind: clock.kind,
  ...(clock.step !== undefined && { step: clock.step }),
  state: clock.state,
  startedAt: timeOf(clock.startedAt),
  dueAt: timeOf(clock.dueAt),
  finishedAt: timeOf(clock.finishedAt),
  overdue: clock.overdue ?? null,
  limit: clockLimit(clock, standards) ?? null,
  remaining: remainingOf(clock, standards.calendar, asOf),
});

function remainingOf({ dueAt, finishedAt, limit }: Clock, calendar: WorkingCalendar, asOf: Instant): number | null {
  if (dueAt === undefined || finishedAt !== undefined || !Number.isFinite(asOf)) return null;
  return minutesLeft(calendar, asOf, dueAt, limit?.unit);
}
