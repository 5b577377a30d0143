import type { ClockSheet, SheetDay } from '../console/console.protocol.js';
import type { WorkingCalendar } from '../domain/calendar.js';
import type { Clock, ClockKind } from '../domain/clock.js';
import { basisOf } from '../domain/citations.js';
import { versionsOf } from '../domain/explanation.js';
import { type Day, dayOf, type Instant, isoOfDay } from '../domain/instant.js';
import { ledgerOf, MAX_LEDGER_DAYS } from '../domain/ledger.js';
import type { RuleCode } from '../domain/standards.js';
import { clockView, subjectOf, timeOf } from './case.mapper.js';
import type { JudgedCase } from './judged-case.js';
import { workdayOf } from '../domain/office-time.js';

/** Every clock of a case with each day that it counts or does not count. */
export function clockSheet(judged: JudgedCase): ClockSheet {
  const { stored, standards, asOf, judgement } = judged;
  const { calendar, profile } = standards;
  return {
    caseNo: stored.caseNo,
    ...subjectOf(stored),
    judgedTo: timeOf(asOf),
    versions: versionsOf(judgement.facts, standards),
    workday: workdayOf(calendar, judgement.clocks[0]?.startedAt),
    days: daysOf(judgement.clocks, calendar, asOf),
    clocks: judgement.clocks.map((clock) => ({
      ...clockView(clock, judged),
      startedBy: clock.startedBy,
      basis: basisOf(clock, profile.rules[RULE_OF[clock.kind]]?.basis ?? []),
      ledger: ledgerOf(clock, calendar, asOf),
    })),
  };
}

/** The rule that watches a kind of clock. */
const RULE_OF: Record<ClockKind, RuleCode> = {
  promised: 'T-PROMISE-OVER',
  statutory: 'T-STATUTE-OVER',
  step: 'T-STEP-OVER',
  notice: 'T-NOTICE-LATE',
  delivery: 'T-DELIVER-LATE',
};

/** From the first start to the last due instant or end, or as far as the case is judged while a clock runs. */
function daysOf(clocks: readonly Clock[], calendar: WorkingCalendar, asOf: Instant): SheetDay[] {
  if (clocks.length === 0) return [];
  const ends = clocks.flatMap((clock) => [clock.dueAt ?? clock.startedAt, clock.finishedAt ?? asOf]);
  const first = dayOf(Math.min(...clocks.map((clock) => clock.startedAt)));
  const last = Math.min(dayOf(Math.max(...ends)), first + MAX_LEDGER_DAYS - 1);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => sheetDay(first + i, calendar)).filter(
    (day) => day !== undefined,
  );
}

function sheetDay(day: Day, calendar: WorkingCalendar): SheetDay | undefined {
  const info = calendar.info(day);
  return info && { date: isoOfDay(day), working: info.working, kind: info.kind, name: info.name ?? null };
}
