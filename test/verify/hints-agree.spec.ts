import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY, MINUTE } from '../../src/domain/instant.js';
import { HintsService } from '../../src/hints/hints.service.js';
import { verifyCards } from '../../src/verify/verify-cards.js';
import { china } from '../support/events.js';
import { LIMITED, ORGS, type SmallProvince, startSmallProvince, type Told } from '../support/small-province.js';
import { at } from './factory.js';

const { shenyang, heping, dalian, province: provincial } = ORGS;

const story = (
  caseNo: string,
  org: string,
  item: string,
  decided: string,
  data: object = {},
  more: object = {},
): Told[] => {
  const day = decided.slice(0, 10);
  return [
    [caseNo, 'case.received', `${day} 09:00`, { item, org }],
    [caseNo, 'case.accepted', `${day} 09:00`],
    [caseNo, 'case.decided', decided, { outcome: 'granted', officer: '张三', ...data }, more],
  ];
};
const seconds = (count: number, step: number): string[] =>
  Array.from({ length: count }, (_, i) => String(i * step).padStart(2, '0'));
const discretion = (value: number, facts: object = {}) => ({
  discretion: { benchmark: 'row', tier: 't', facts, value },
});
const again = { source: 'urn:another' };

const TOLD: readonly Told[] = [
  // 张三 has decided; 王五 acts on each case afterwards.
  ...seconds(5, 10).flatMap((s): Told[] => [
    ...story(`OFFICER-${s}`, shenyang, 'free', `2018-12-03 15:00:${s}`),
    [`OFFICER-${s}`, 'step.completed', `2018-12-03 15:30:${s}`, { step: '归档', officer: '王五', outcome: 'other' }],
  ]),
  // Four decisions, one of them reported by two sources.
  ...seconds(4, 10).flatMap((s) => story(`FOUR-${s}`, dalian, 'free', `2018-12-03 15:00:${s}`)),
  ['FOUR-00', 'case.decided', '2018-12-03 15:00:00', { outcome: 'granted', officer: '张三' }, again],
  ...Array.from({ length: 11 }, (_, i) =>
    story(`LIKE-${i}`, dalian, 'free', `2018-10-09 10:${10 + i}`, discretion(i === 0 ? 900 : 100)),
  ).flat(),
  ['LIKE-0', 'case.decided', '2018-10-09 10:10', { outcome: 'granted', ...discretion(900) }, again],
  // Twelve decisions in a row: ten days later the window begins among them.
  ...seconds(12, 4).flatMap((s) => story(`RUN-${s}`, provincial, 'free', `2018-12-01 11:00:${s}`)),
  ...story('LONGER', dalian, LIMITED, '2018-11-19 10:00'),
  // Received when the longer promise was no longer in force.
  ...story('SHORTER', shenyang, LIMITED, '2018-11-22 10:00'),
  // Of 100 granted cases three name a refusal among their facts.
  ...Array.from({ length: 100 }, (_, i) => {
    const time = `2018-11-20 1${Math.floor(i / 50)}:${String(i % 50).padStart(2, '0')}`;
    return story(`NESTED-${i}`, heping, 'free', time, i < 3 ? discretion(1, { outcome: 'refused' }) : {});
  }).flat(),
];

/** The promise became longer on the 15th, and short again on the 21st. */
const versions = async (query: SmallProvince['query']): Promise<void> => {
  for (const [version, amount, since] of [
    [2, 9, '2018-11-15 08:00'],
    [3, 5, '2018-11-21 08:00'],
  ] as const)
    await query(
      `INSERT INTO item_version (code, version, body, created_at, effective_from, created_by)
       SELECT code, $2, jsonb_set(body, '{promised,amount}', to_jsonb($3::int)), $4, $4, 'test'
       FROM item_version WHERE code = $1 AND version = 1`,
      [LIMITED, version, amount, china(since)],
    );
};

let province: SmallProvince;
beforeAll(async () => {
  province = await startSmallProvince(at('2018-12-05 10:00'), versions);
  await province.tell(TOLD, '2018-12-05 09:59');
  await computeAt(province.clock.at + 30 * MINUTE);
}, 60_000);
afterAll(() => province?.stop());

async function computeAt(now: number): Promise<void> {
  province.clock.at = now;
  await province.resolve(HintsService).computeDue();
}
const open = async (rule: string): Promise<string[]> => {
  const rows = await province.query<{ key: string }>(
    `SELECT key FROM hint WHERE rule = $1 AND status = 'open' ORDER BY key`,
    [rule],
  );
  return rows.map(({ key }) => key);
};
const differences = async (): Promise<string[]> => {
  const { missing, extra, different, neverRun } = await verifyCards({ url: province.databaseUrl });
  const told = [...missing, ...extra, ...different].filter(({ of }) => of === 'hint');
  return [...told.map(({ breachKey, reason }) => `${breachKey}: ${reason}`), ...neverRun].sort();
};

describe('both computations of hints', () => {
  it('agree on everything odd that has been reported', async () => expect(await differences()).toEqual([]));

  it('name the officer who has decided, not who acted afterwards, and count a case once', async () => {
    expect(await open('H-BURST')).toEqual([
      `${provincial}|张三|${at('2018-12-01 11:00:00')}`,
      `${shenyang}|张三|${at('2018-12-03 15:00:00')}`,
    ]);
    expect(await open('H-LIKE-CASES')).toEqual([`LIKE-0|${at('2018-10-09 10:10')}`]);
  });

  it('hold a change against decisions to which it applies, and no refusal that is only a fact', async () => {
    expect(await open('H-LIMIT-CHANGED')).toEqual([`${LIMITED}|2|${dalian}`]);
    expect(await open('H-SHARE-REFUSED')).toEqual([]);
  });

  it('see no gap in numbers that came while nobody computed', async () => {
    const numbered = (...numbers: number[]): Promise<void> =>
      province.tell(
        numbers.map((n): Told => ['LONGER', 'visit.made', `2018-12-04 10:${10 + n}`, {}, { sequence: `${n}` }]),
        '2018-12-05 10:00',
      );
    await numbered(1, 2);
    await computeAt(province.clock.at + 5 * MINUTE);
    await numbered(3, 4);
    province.clock.at += 120 * MINUTE;
    await numbered(5);
    await computeAt(province.clock.at);
    await computeAt(province.clock.at + 20 * MINUTE);
    expect(await open('Q-SEQUENCE-GAP')).toEqual([]);
    expect(await differences()).toEqual([]);
  });

  it('keep a hint whose ground passes out of the window, and find no part of it anew', async () => {
    await computeAt(at('2018-12-11 11:00:18'));
    expect(await open('H-BURST')).toContain(`${provincial}|张三|${at('2018-12-01 11:00:00')}`);
    expect(await open('H-BURST')).toHaveLength(2);
    expect(await differences()).toEqual([]);
    await computeAt(at('2018-11-15 08:00') + 91 * DAY);
    expect(await open('H-LIMIT-CHANGED')).toHaveLength(1);
    expect(await open('H-BURST')).toHaveLength(2);
    expect(await differences()).toEqual([]);
  });

  it('find an altered figure also in a hint of a former window', async () => {
    await province.query(`UPDATE hint SET body = replace(body::text, '12 件', '13 件')::jsonb WHERE rule = 'H-BURST'`);
    expect(await differences()).toEqual([`H-BURST ${provincial}|张三|${at('2018-12-01 11:00:00')}: observed`]);
  });
});
