import type { GoldenResult } from '../console/self-test.protocol.js';
import type { CaseEvent, EventType } from '../domain/event.js';
import { examine, type Judgement } from '../domain/examine.js';
import { dayFromIso, type Instant, isoOfDay, parseRfc3339, rfc3339 } from '../domain/instant.js';
import type { ItemVersion, Limit, Standards } from '../domain/standards.js';
import type { Words } from '../domain/wording.js';

/** A computation whose result everybody can check on a paper calendar, and that result. */
interface Golden {
  readonly id: string;
  readonly what: Words;
  readonly expected: string;
  compute(standards: Standards): string;
}

const NOT_COUNTED = '—';

const instant = (text: string): Instant => {
  const at = parseRfc3339(`${text.replace(' ', 'T')}+08:00`);
  if (at === undefined) throw new RangeError(`not a time: ${text}`);
  return at;
};
const shown = (at: Instant | undefined): string => (at === undefined ? NOT_COUNTED : rfc3339(at).slice(0, 19));

/** The last of so many working days after a day that is not counted itself. */
const days = (id: string, from: string, n: number, expected: string): Golden => ({
  id,
  what: { zh: `${from} 起 ${n} 个工作日`, en: `${n} working days from ${from}` },
  expected,
  compute: ({ calendar }) => {
    const day = calendar.addWorkingDays(dayFromIso(from), n);
    return day === undefined ? NOT_COUNTED : isoOfDay(day);
  },
});

const working = (amount: number): Limit => ({ amount, unit: 'workingDay' });
const ITEM: ItemVersion = {
  id: 0,
  code: 'golden',
  version: 1,
  name: '黄金用例',
  org: 'golden',
  kind: 'promised',
  steps: [],
  pauses: [{ kind: 'expert-review' }],
};

type Act = readonly [type: EventType, time: string, data?: Partial<CaseEvent>];

/** A small case, judged by the calendar and the profile in force. */
function judged(item: Partial<ItemVersion>, acts: readonly Act[], asOf: string, standards: Standards): Judgement {
  const events = acts.map(([type, time, data]) => ({
    item: 'golden',
    org: 'golden',
    ...data,
    type,
    at: instant(time),
    feed: 1,
  }));
  return examine(events, { ...standards, itemAt: () => ({ ...ITEM, ...item }) }, instant(asOf));
}

const due = (judgement: Judgement, kind: 'promised' | 'statutory' | 'notice'): string =>
  shown(judgement.clocks.find((clock) => clock.kind === kind)?.dueAt);
const cards = (judgement: Judgement): string =>
  judgement.findings.map(({ rule, raisedAt }) => `${rule} ${shown(raisedAt)}`).join(', ') || NOT_COUNTED;

const ACCEPTED: Act = ['case.accepted', '2018-10-15 10:00:00'];
const statutory20 = { statutory: working(20) };
const promised10 = { promised: working(10) };

/** The published list of golden cases (working days, supplements, extensions, pauses, reminders, the last second). */
export const GOLDEN: readonly Golden[] = [
  days('W1', '2014-09-19', 20, '2014-10-22'),
  days('W2', '2014-09-25', 5, '2014-10-08'),
  days('W3', '2020-01-17', 20, '2020-02-21'),
  days('W4', '2020-01-20', 10, '2020-02-11'),
  days('W5', '2020-01-22', 5, '2020-02-06'),
  days('W6', '2018-10-15', 10, '2018-10-29'),
  days('W7', '2019-04-22', 10, '2019-05-07'),
  days('W8', '2015-08-28', 10, '2015-09-14'),
  days('W9', '2022-12-26', 5, '2023-01-03'),
  days('W10', '2018-12-24', 5, '2018-12-29'),
  days('W11', '2024-09-09', 20, '2024-10-12'),
  days('W12', '2025-09-22', 10, '2025-10-11'),
  days('W13', '2026-02-09', 20, '2026-03-13'),
  days('W14', '2024-06-01', 5, '2024-06-07'),
  days('W15', '2024-10-01', 5, '2024-10-12'),
  days('D1', '2014-09-28', 10, '2014-10-16'),
  days('J1', '2024-01-15', 45, '2024-03-21'),
  days('B1', '2014-09-24', 20, '2014-10-27'),
  {
    id: 'S1',
    what: { zh: '2014-09-22 收件，五个工作日内一次告知', en: 'received 2014-09-22, notice within five working days' },
    expected: '2014-09-28T17:00:00',
    compute: (standards) =>
      due(judged({}, [['case.received', '2014-09-22 10:00:00']], '2014-09-23 10:00:00', standards), 'notice'),
  },
  {
    id: 'S2',
    what: {
      zh: '同上，9 月 29 日才告知：视为 22 日受理，法定 20 个工作日',
      en: 'the same, told on 29 September: deemed accepted on the 22nd, 20 working days',
    },
    expected: '2014-10-23T17:00:00',
    compute: (standards) =>
      due(
        judged(
          statutory20,
          [
            ['case.received', '2014-09-22 10:00:00'],
            ['supplement.requested', '2014-09-29 10:00:00'],
          ],
          '2014-09-30 10:00:00',
          standards,
        ),
        'statutory',
      ),
  },
  {
    id: 'E1',
    what: {
      zh: '2018-10-15 受理，法定 20 个工作日，批准延长 10 个',
      en: 'accepted 2018-10-15, 20 working days by law, extended by 10',
    },
    expected: '2018-11-26T17:00:00',
    compute: (standards) =>
      due(
        judged(
          statutory20,
          [ACCEPTED, ['extension.granted', '2018-11-01 10:00:00', { days: 10, approver: '局长', reason: '案情复杂' }]],
          '2018-11-02 10:00:00',
          standards,
        ),
        'statutory',
      ),
  },
  {
    id: 'E2',
    what: {
      zh: '同上不延长，10 月 22 日至 26 日专家评审，首尾均不计',
      en: 'the same without extension, expert review 22 to 26 October, both days left out',
    },
    expected: '2018-11-19T17:00:00',
    compute: (standards) =>
      due(
        judged(
          statutory20,
          [
            ACCEPTED,
            ['pause.started', '2018-10-22 09:00:00', { kind: 'expert-review' }],
            ['pause.ended', '2018-10-26 16:00:00', { kind: 'expert-review' }],
          ],
          '2018-10-27 10:00:00',
          standards,
        ),
        'statutory',
      ),
  },
  {
    id: 'P1',
    what: {
      zh: '2014-07-03 起 90 日，末日遇节假日顺延',
      en: '90 calendar days from 2014-07-03, the last one a holiday',
    },
    expected: '2014-10-08T17:00:00',
    compute: (standards) =>
      due(
        judged(
          { statutory: { amount: 90, unit: 'calendarDay' } },
          [['case.accepted', '2014-07-03 10:00:00']],
          '2014-07-04 10:00:00',
          standards,
        ),
        'statutory',
      ),
  },
  {
    id: 'R1',
    what: {
      zh: '承诺 2014-10-22 届满，届满前 2 个工作日提醒',
      en: 'promise ends 2014-10-22, reminder 2 working days before',
    },
    expected: 'T-PROMISE-NEAR 2014-10-20T09:00:00',
    compute: (standards) =>
      cards(
        judged({ promised: working(20) }, [['case.accepted', '2014-09-19 10:00:00']], '2014-10-22 17:00:00', standards),
      ),
  },
  {
    id: 'C1',
    what: {
      zh: '承诺 2018-10-29 届满，17:00:00 办结：按时',
      en: 'promise ends 2018-10-29, decided at 17:00:00: on time',
    },
    expected: 'T-PROMISE-NEAR 2018-10-25T09:00:00',
    compute: (standards) =>
      cards(judged(promised10, [ACCEPTED, ['case.decided', '2018-10-29 17:00:00']], '2018-10-30 10:00:00', standards)),
  },
  {
    id: 'C1+1s',
    what: { zh: '同上，17:00:01 办结：超期', en: 'the same, decided at 17:00:01: late' },
    expected: 'T-PROMISE-NEAR 2018-10-25T09:00:00, T-PROMISE-OVER 2018-10-29T17:00:00',
    compute: (standards) =>
      cards(judged(promised10, [ACCEPTED, ['case.decided', '2018-10-29 17:00:01']], '2018-10-30 10:00:00', standards)),
  },
  {
    id: 'C2',
    what: { zh: '同上，时限内的周六办结：按时', en: 'the same, decided on a Saturday within the limit: on time' },
    expected: NOT_COUNTED,
    compute: (standards) =>
      cards(judged(promised10, [ACCEPTED, ['case.decided', '2018-10-20 10:00:00']], '2018-10-30 10:00:00', standards)),
  },
];

/** Runs every golden case on these standards; one that throws has not passed, and shows why. */
export const runGolden = (standards: Standards): GoldenResult[] =>
  GOLDEN.map((golden) => {
    const { id, what, expected } = golden;
    const got = resultOf(golden, standards);
    return { id, what, expected, got, passed: got === expected };
  });

function resultOf(golden: Golden, standards: Standards): string {
  try {
    return golden.compute(standards);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
