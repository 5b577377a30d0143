import { type CaseFacts, END_TYPES } from './case-facts.js';
import { type Clock, holdUps, isValidExtension } from './clock.js';
import type { CaseEvent } from './event.js';
import { type Instant, dayOf } from './instant.js';
import { counted, dueInstant } from './limit.js';
import type { Limit, Standards } from './standards.js';
import { type Words, timeWords } from './wording.js';

/** Something in the reported data that a person should look at; it raises no card. */
export interface DataFinding {
  readonly code: DataFindingCode;
  readonly at: Instant;
  readonly words: Words;
}

export type DataFindingCode =
  | 'F-TWO-ORGS'
  | 'F-ACCEPTED-TWICE'
  | 'F-ENDED-TWICE'
  | 'F-AFTER-END'
  | 'F-PROMISE-DATE'
  | 'F-EXTENSION-FORM'
  | 'F-EXTENSION-LATE'
  | 'F-EXTENSION-TWICE'
  | 'F-PAUSE-UNLISTED'
  | 'F-PAUSE-LATE';

type LimitedClock = Clock & { readonly limit: Limit };

/** What the events up to the case's own time contradict or leave without effect (contract §4), in order of time. */
export function dataFindings(facts: CaseFacts, clocks: readonly Clock[], standards: Standards): DataFinding[] {
  const limited = clocks.filter(
    (c): c is LimitedClock => (c.kind === 'promised' || c.kind === 'statutory') && c.limit !== undefined,
  );
  return [
    ...repeated(facts),
    ...promiseDate(facts, limited, standards),
    ...extensions(facts, limited, standards),
    ...pauses(facts, limited, standards),
  ].sort((a, b) => a.at - b.at);
}

const found = (code: DataFindingCode, at: Instant, zh: string, en: string): DataFinding => ({
  code,
  at,
  words: { zh, en },
});

/** A receipt or an acceptance, whether it counts or not. */
export interface Opening {
  readonly at: Instant;
  readonly org: string;
}

/** One number under which cases of several organisations were opened: somebody has taken it, or two systems number alike. */
export function otherOrgs(openings: readonly Opening[], org: string | null): DataFinding[] {
  const first = new Map<string, Instant>();
  for (const opening of openings)
    if (opening.org !== org) first.set(opening.org, Math.min(opening.at, first.get(opening.org) ?? Infinity));
  return [...first].map(([other, at]) =>
    found(
      'F-TWO-ORGS',
      at,
      `同一办件号另以机构 ${other} 报送收件或者受理，办件归 ${org}`,
      `the number was opened for organisation ${other} as well; the case is that of ${org}`,
    ),
  );
}

function repeated({ events, end, accepted }: CaseFacts): DataFinding[] {
  const findings: DataFinding[] = [];
  for (const event of events) {
    if (event.type === 'case.accepted' && event !== accepted)
      findings.push(
        found('F-ACCEPTED-TWICE', event.at, '再次报送受理，以第一次为准', 'accepted again; the first counts'),
      );
    if (!end || event === end || event.at < end.at) continue;
    if (END_TYPES.includes(event.type))
      findings.push(
        found('F-ENDED-TWICE', event.at, '再次报送办结或者终止，以第一次为准', 'ended again; the first end counts'),
      );
    else if (event.at > end.at && event.type !== 'licence.delivered')
      findings.push(found('F-AFTER-END', event.at, '办结之后仍有办理过程', 'an act after the end of the case'));
  }
  return findings;
}

/** An item with limits keeps its own; what was promised is compared with it as it stood at the acceptance. */
function promiseDate({ accepted }: CaseFacts, limited: readonly LimitedClock[], standards: Standards): DataFinding[] {
  const promised = limited.find((c) => c.kind === 'promised');
  if (accepted?.promiseDate === undefined || !promised) return [];
  const due = dueInstant(
    counted(promised.limit, 0, standards.profile.counting),
    promised.startedAt,
    [],
    standards.calendar,
  );
  if (due === undefined || due === Infinity || dayOf(due) === dayOf(accepted.promiseDate)) return [];
  const [given, own] = [timeWords(accepted.promiseDate), timeWords(due)];
  return [
    found(
      'F-PROMISE-DATE',
      accepted.at,
      `报送的承诺办结时间${given.zh}与事项承诺时限${own.zh}不在同一日`,
      `the promised date ${given.en} is not on the day of the item's own limit ${own.en}`,
    ),
  ];
}

function extensions(facts: CaseFacts, limited: readonly LimitedClock[], standards: Standards): DataFinding[] {
  const lengthened = new Set<LimitedClock>();
  return facts.events.flatMap((event) => {
    if (event.type !== 'extension.granted' || (facts.end && event.at > facts.end.at)) return [];
    if (!isValidExtension(event))
      return found(
        'F-EXTENSION-FORM',
        event.at,
        '延长缺少批准人或者理由，不生效',
        'no approver or reason: without effect',
      );
    const inTime = limited.filter((clock) => !isAfterDue(event, clock, facts, standards));
    const fresh = inTime.filter((clock) => !lengthened.has(clock));
    for (const clock of fresh) lengthened.add(clock);
    const findings: DataFinding[] = [];
    if (inTime.length > 0 && fresh.length === 0)
      findings.push(
        found(
          'F-EXTENSION-TWICE',
          event.at,
          '只能延长一次，再次延长不生效',
          'a limit is extended once; without effect',
        ),
      );
    if (inTime.length < limited.length)
      findings.push(
        found(
          'F-EXTENSION-LATE',
          event.at,
          '时限届满后才批准延长，不生效',
          'granted after the limit had ended: without effect',
        ),
      );
    return findings;
  });
}

function pauses(facts: CaseFacts, limited: readonly LimitedClock[], standards: Standards): DataFinding[] {
  const { item, end } = facts;
  if (!item) return [];
  return facts.events.flatMap((event) => {
    if (event.type !== 'pause.started' || (end && event.at > end.at)) return [];
    if (!item.pauses.some((p) => p.kind === event.kind))
      return found(
        'F-PAUSE-UNLISTED',
        event.at,
        '事项未列此类特别程序，不扣除时间',
        'the item lists no such procedure',
      );
    return limited.some((clock) => isAfterDue(event, clock, facts, standards))
      ? found('F-PAUSE-LATE', event.at, '时限届满后才开始特别程序，不扣除时间', 'begun after the limit had ended')
      : [];
  });
}

/** Did the event come after the due instant as it stood without it? */
function isAfterDue(event: CaseEvent, clock: LimitedClock, facts: CaseFacts, standards: Standards): boolean {
  const before = facts.events.filter((e) => e !== event && e.at <= event.at);
  const { due } = holdUps(clock, clock.limit, { ...facts, asOf: event.at, events: before }, standards);
  return due !== undefined && event.at > due;
}
