import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MINUTE } from '../../src/domain/instant.js';
import { HintsService } from '../../src/hints/hints.service.js';
import { reportText } from '../../src/verify/print-report.js';
import { exitCodeOf, type VerifyReport } from '../../src/verify/report.js';
import { RUNS } from '../../src/verify/hints/verify-hints.js';
import { verifyCards } from '../../src/verify/verify-cards.js';
import { china, type WindowEvent } from '../support/events.js';
import { reviewed } from '../support/review-server.js';
import {
  LIMITED,
  ORGS,
  type SmallProvince,
  startSmallProvince,
  type Told,
  UNNAMED,
} from '../support/small-province.js';
import { at } from './factory.js';

const { shenyang, heping, dalian, province: provincial, unknown } = ORGS;
const RULES = Object.values(RUNS).flat();

const entered = (time: string): Partial<WindowEvent> => ({ recordedtime: china(time) });

/** A case that is received and accepted in the morning of a day and decided at a time. */
const story = (
  caseNo: string,
  [org, item]: readonly [org: string, item: string],
  day: string,
  decided: string,
  data: Record<string, unknown> = {},
  more: Partial<WindowEvent> = {},
): Told[] => [
  [caseNo, 'case.received', `${day} 09:00`, { item, org }],
  [caseNo, 'case.accepted', `${day} 09:00`],
  [caseNo, 'case.decided', decided, { outcome: 'granted', officer: '张三', documentNo: caseNo, ...data }, more],
];

const valued = (value: number) => ({
  discretion: { benchmark: 'row', tier: '2 档', facts: { area: 20, 'b c': '一' }, value },
});

/** Of 100 cases of a month 3 are refused, 2 returned, 6 entered late; the month before had 20. */
const MONTH: Told[] = Array.from({ length: 120 }, (_, i): Told[] => {
  const day = i < 100 ? '2018-11-06' : '2018-10-16';
  const time = `${day} 1${Math.floor(i / 50)}:${String(i % 50).padStart(2, '0')}`;
  const returned: Told = [
    `M-${i}`,
    'step.completed',
    `${day} 09:30`,
    { step: '审查', outcome: 'return', officer: '李四' },
  ];
  const data = { officer: `经办${i}`, ...(i < 3 ? { outcome: 'refused', reason: '不符合法定条件，材料不全' } : {}) };
  const more = i < 100 ? entered(i < 6 ? '2018-11-14 09:00' : '2018-11-06 18:00') : {};
  return [...(i > 97 && i < 100 ? [returned] : []), ...story(`M-${i}`, [heping, 'free'], day, time, data, more)];
}).flat();

const BURSTS = [0, 10, 20, 30, 40].map((s) => `2018-12-03 15:00:${String(s).padStart(2, '0')}`);
const NUMBERS = [1, 2, 3, 7, 8];

const TOLD: readonly Told[] = [
  ...MONTH,
  // One officer, one minute.
  ...BURSTS.flatMap((time, i) =>
    story(`BURST-${i}`, [shenyang, 'free'], '2018-12-03', time, {}, { sequence: String(NUMBERS[i]) }),
  ),
  ...Array.from({ length: 11 }, (_, i) =>
    story(`LIKE-${i}`, [dalian, 'free'], '2018-09-10', `2018-09-11 10:${10 + i}`, valued(i === 10 ? 900 : 100.5 + i)),
  ).flat(),
  ...story('LONGER-1', [dalian, LIMITED], '2018-11-16', '2018-11-19 10:00'),
  ...story('LONGER-2', [dalian, LIMITED], '2018-11-16', '2018-11-20 11:00:01'),
  ['STRANGE-1', 'case.received', '2018-11-30 09:00', { item: UNNAMED, org: provincial }],
  ['STRANGE-2', 'case.received', '2018-12-03 09:00', { item: 'free', org: unknown }],
];

const longer = (query: SmallProvince['query']): Promise<unknown> =>
  query(
    `INSERT INTO item_version (code, version, body, created_at, effective_from, created_by)
     SELECT code, 2, jsonb_set(body, '{promised,amount}', '9'), $3, $2, 'test' FROM item_version WHERE code = $1`,
    // Published a month before it is in force.
    [LIMITED, china('2018-11-15 08:00'), china('2018-10-15 08:00')],
  );

let province: SmallProvince;

const compute = async (minutes: number): Promise<void> => {
  province.clock.at += minutes * MINUTE;
  await province.query('DELETE FROM hint_run');
  await province.resolve(HintsService).computeDue();
};
const verify = (limit?: number): Promise<VerifyReport> => verifyCards({ url: province.databaseUrl, limit });

/** `extra H-BURST: reason`, hints alone, in order. */
const told = ({ missing, extra, different }: VerifyReport): string[] =>
  Object.entries({ missing, extra, different })
    .flatMap(([kind, all]) =>
      all
        .filter(({ of }) => of === 'hint')
        .map(({ breachKey, reason }) => `${kind} ${breachKey.split(' ')[0]}: ${reason}`),
    )
    .sort();

/** Does something to the rows, looks, and undoes it. */
async function seeded(sql: string, values: readonly unknown[] = []): Promise<VerifyReport> {
  await province.query('CREATE TABLE kept AS SELECT * FROM hint');
  try {
    await province.query(sql, values);
    return await verify();
  } finally {
    await province.query('DELETE FROM hint');
    await province.query('INSERT INTO hint OVERRIDING SYSTEM VALUE SELECT * FROM kept');
    await province.query('DROP TABLE kept');
  }
}

beforeAll(async () => {
  province = await startSmallProvince(at('2018-12-05 10:00'), longer);
  await province.tell(TOLD, '2018-12-05 09:59');
  await reviewed(province);
}, 60_000);
afterAll(() => province?.stop());

describe('verify cards on hints over many cases', () => {
  it('compares none where none was computed, and names the rules', async () => {
    await province.query('DELETE FROM hint_run');
    await province.query('DELETE FROM hint');
    const report = await verify();
    expect(report.neverRun.sort()).toEqual([...RULES].sort());
    expect(told(report)).toEqual([]);
  });

  it('finds nothing where every rule has found what the events show', async () => {
    await compute(20);
    await compute(40);
    const rules = await province.query<{ rule: string }>(
      `SELECT DISTINCT rule FROM hint WHERE status = 'open' ORDER BY rule`,
    );
    expect(rules.map(({ rule }) => rule)).toEqual([...RULES].sort());
    const report = await verify();
    expect([...report.missing, ...report.extra, ...report.different, ...report.couldNotCheck]).toEqual([]);
    expect(report).toMatchObject({ recomputing: 0, neverRun: [] });
    expect(report.checked).toEqual(report.exist);
    expect(exitCodeOf(report)).toBe(0);
    expect(reportText(report)).toContain(`线索 ${report.exist.hints}/${report.exist.hints}`);
  });

  it('leaves hints alone when it looks at the first cases only', async () => {
    const report = await verify(3);
    expect(told(report)).toEqual([]);
    expect(report.checked.hints).toBe(0);
    expect(reportText(report)).toContain('线索未核对');
  });

  it.each(RULES)('finds a hint of %s that is gone, and one withdrawn, though the events support it', async (rule) => {
    const gone = await seeded('DELETE FROM hint WHERE rule = $1', [rule]);
    expect(new Set(told(gone))).toEqual(new Set([`missing ${rule}: no such hint`]));
    expect(exitCodeOf(gone)).toBe(1);
    const withdrawn = await seeded(`UPDATE hint SET status = 'withdrawn' WHERE rule = $1`, [rule]);
    expect(new Set(told(withdrawn))).toEqual(new Set([`different ${rule}: withdrawn, but the events support it`]));
  });

  it.each(RULES)('finds a hint of %s that nothing supports', async (rule) => {
    const key = rule === 'Q-SEQUENCE-GAP' ? 'replay|urn:test:window|20|21' : 'item|nobody|2018-11';
    const report = await seeded(
      `INSERT INTO hint (rule, key, org, item, window_from, window_before, body, found_at)
       SELECT rule, $2, org, item, window_from, window_before, body || '{"cases":["NOBODY"]}', found_at
       FROM hint WHERE rule = $1 ORDER BY id LIMIT 1`,
      [rule, key],
    );
    expect(told(report)).toEqual([`extra ${rule}: open, but the events do not support it`]);
    expect(exitCodeOf(report)).toBe(1);
    expect(reportText(report)).toContain(`线索 hint ${rule} ${key}`);
  });

  /** One digit of the Chinese text, and of the English one. */
  const another = (part: string, digit: string): string =>
    `jsonb_set(body, '{${part}}', to_jsonb(regexp_replace(body#>>'{${part}}', '(${digit})(\\D*)$', '4\\2')))`;

  it.each<[rule: string, part: string, digits: string]>([
    ['H-BURST', 'observed,zh', '5'],
    ['H-BURST', 'observed,en', '40'],
    ['H-LIKE-CASES', 'observed,zh', '900'],
    ['H-LIKE-CASES', 'expected,en', '[0-9.]+'],
    ['H-LIKE-CASES', 'arithmetic,0,zh', '[0-9.]+'],
    ['H-LIKE-CASES', 'arithmetic,1,en', '[0-9.]+'],
    ['H-LIMIT-CHANGED', 'observed,zh', '2'],
    ['H-LIMIT-CHANGED', 'observed,en', '2018-11-20'],
    ['H-SHARE-REFUSED', 'observed,zh', '100'],
    ['H-SHARE-REFUSED', 'arithmetic,0,en', '3'],
    ['H-SHARE-RETURNED', 'arithmetic,0,zh', '2'],
    ['H-SHARE-LATE-ENTRY', 'expected,zh', '5'],
    ['H-VOLUME', 'observed,en', '20'],
    ['Q-SEQUENCE-GAP', 'observed,en', '3'],
    ['Q-UNKNOWN-CODE', 'observed,zh', '1'],
  ])('finds another figure in what %s states in %s', async (rule, part, digits) => {
    const report = await seeded(`UPDATE hint SET body = ${another(part, digits)} WHERE rule = $1`, [rule]);
    expect(new Set(told(report))).toEqual(new Set([`different ${rule}: ${part.split(',')[0]}`]));
    expect(exitCodeOf(report)).toBe(1);
  });

  it.each<[what: string, rules: readonly string[], set: string]>([
    ['window', RULES.filter((rule) => rule !== 'Q-SEQUENCE-GAP'), `window_from = window_from + interval '1 second'`],
    ['window', ['Q-SEQUENCE-GAP'], `window_before = window_from + interval '1 second'`],
    ['org', RULES, `org = 'another'`],
    ['item', RULES, `item = 'another'`],
    ['cases', RULES, `body = jsonb_set(body, '{cases}', body->'cases' || '["NOBODY"]')`],
    [
      'cases',
      ['H-BURST', 'H-LIKE-CASES', 'H-LIMIT-CHANGED', 'Q-UNKNOWN-CODE'],
      `body = jsonb_set(body, '{cases,0}', '"M-0"')`,
    ],
  ])('finds another %s of hints of %s', async (what, rules, set) => {
    const report = await seeded(`UPDATE hint SET ${set} WHERE rule = ANY($1)`, [rules]);
    expect(new Set(told(report))).toEqual(new Set(rules.map((rule) => `different ${rule}: ${what}`)));
  });

  it('counts what was turned down as sent', async () => {
    const gap = (number: number): Promise<unknown> =>
      province.query(
        `INSERT INTO quarantine (feed, source, reason, detail, body, received_at)
         SELECT DISTINCT feed, source, 'malformed', '', '{"sequence":"' || $1::int || '","type":', $2::timestamptz
         FROM event WHERE extensions LIKE '%"sequence"%'`,
        [number, china('2018-12-05 09:30')],
      );
    for (const number of [4, 5, 6]) await gap(number);
    const report = await verify();
    await province.query('DELETE FROM quarantine');
    expect(told(report)).toEqual(['extra Q-SEQUENCE-GAP: open, but the events do not support it']);
  });

  it('leaves what a person has closed as it is, and refuses hints of a rule that nobody computes', async () => {
    const closed = await seeded(
      `UPDATE hint SET status = 'closed', closed_at = now(), closed_by = 'x', note = 'x', body = '{}', org = NULL`,
    );
    expect(told(closed)).toEqual([]);
    expect(closed.checked).toEqual(closed.exist);
    const strange = await seeded(`UPDATE hint SET rule = 'H-NOBODY' WHERE rule = 'H-BURST'`);
    expect(told(strange)).toEqual(['extra H-NOBODY: there is no such rule', 'missing H-BURST: no such hint']);
  });

  it('finds nothing wrong with hints that later reports have overtaken, and says how many they are', async () => {
    province.clock.at += 30 * MINUTE;
    const before = await verify();
    const late = (i: number): Told[] => [
      [`BURST-${i}`, 'case.withdrawn', '2018-12-03 14:00', { reason: '申请人撤回' }],
      [`M-${i}`, 'case.withdrawn', '2018-11-06 09:00', { reason: '申请人撤回' }],
      [`M-${i + 110}`, 'case.withdrawn', '2018-10-16 09:00', { reason: '申请人撤回' }],
    ];
    await province.tell(
      [
        ...[0, 1, 2].flatMap(late),
        ...story('LIKE-11', [dalian, 'free'], '2018-09-10', '2018-09-11 10:40', valued(901)),
        ...story('LIKE-12', [dalian, 'free'], '2018-09-10', '2018-09-11 10:41', valued(902)),
        ...story('LIKE-13', [dalian, 'free'], '2018-09-10', '2018-09-11 10:42', valued(903)),
        ['LONGER-1', 'case.withdrawn', '2018-11-26 10:00', { reason: '申请人撤回' }, { sequence: '5' }],
        ['LONGER-2', 'case.withdrawn', '2018-11-19 10:00', { reason: '申请人撤回' }],
        ['STRANGE-1', 'case.received', '2018-11-29 09:00', { item: 'free', org: provincial }],
        ['STRANGE-2', 'case.received', '2018-11-29 09:00', { item: UNNAMED, org: unknown }],
      ],
      '2018-12-05 10:59',
    );
    const after = await verify();
    expect(told(after)).toEqual([]);
    expect(before.recomputing).toBe(0);
    expect(after.recomputing).toBeGreaterThanOrEqual(RULES.length - 1);
    expect(reportText(after)).toContain('待重算线索');
    await reviewed(province);
    await compute(60);
    const again = await verify();
    expect(told(again)).toEqual([]);
    expect(again.recomputing).toBe(0);
  });
});
