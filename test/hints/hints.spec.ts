import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { HintPage, HintView } from '../../src/console/hints.protocol.js';
import { MINUTE } from '../../src/domain/instant.js';
import { HintsService } from '../../src/hints/hints.service.js';
import { WindowRepository } from '../../src/hints/window.repository.js';
import { eventually } from '../support/child.js';
import { ApiClient } from '../support/api-client.js';
import {
  LIMITED,
  ORGS,
  PASSWORD,
  type SmallProvince,
  startSmallProvince,
  type Told,
  UNNAMED,
} from '../support/small-province.js';
import { at } from '../verify/factory.js';

let province: SmallProvince;
const { shenyang, dalian } = ORGS;

/** A case that is received and accepted in the morning of a day and decided at a time. */
function story(caseNo: string, org: string, day: string, decided: string, more: Record<string, unknown> = {}): Told[] {
  return [
    [caseNo, 'case.received', `${day} 09:00`, { item: LIMITED, org }],
    [caseNo, 'case.accepted', `${day} 09:00`],
    [caseNo, 'case.decided', decided, { outcome: 'granted', officer: '张三', ...more }],
  ];
}

const valued = (tier: string, value: number) => ({
  discretion: { benchmark: 'row', tier, facts: { area: 20 }, value },
});

const TOLD: readonly Told[] = [
  // Five decisions of one officer within 40 seconds.
  ...[0, 10, 20, 30, 40].flatMap((s) => story(`BURST-${s}`, shenyang, '2018-11-19', `2018-11-19 15:00:${s || '00'}`)),
  // Eleven like cases, one far from the others.
  ...Array.from({ length: 10 }, (_, i) =>
    story(
      `LIKE-${i}`,
      i === 0 ? shenyang : dalian,
      '2018-10-08',
      `2018-10-09 1${i % 10 > 5 ? 0 : 1}:${10 + i}`,
      valued('t', 100 + i),
    ),
  ).flat(),
  ...story('UNLIKE', dalian, '2018-10-08', '2018-10-10 10:00', valued('t', 900)),
  // An item that nobody has registered.
  ['STRANGE', 'case.received', '2018-11-12 09:00', { item: UNNAMED, org: shenyang }],
];

beforeAll(async () => {
  province = await startSmallProvince(at('2018-11-20 10:00'));
  await province.tell(TOLD, '2018-11-20 09:59');
}, 60_000);
afterAll(() => province?.stop());

const compute = async (): Promise<void> => {
  await province.query('DELETE FROM hint_run');
  await province.resolve(HintsService).computeDue();
};
const listed = async (query = '', who = 'inspector'): Promise<HintPage> =>
  (await province.get<HintPage>(`/api/v1/hints?${query}`, who)).body;
const open = async (rule: string) => (await listed(`status=open&rule=${rule}`)).items;

/** Numbered events that have arrived, as the intake stores them. */
const numbered = (numbers: readonly number[], source = 'urn:numbers') =>
  province.query(
    `INSERT INTO event (batch, feed, source, id, type, case_no, occurred_at, recorded_at, received_at, late, hash, data, extensions)
     SELECT nextval('batch_number'), f.id, $3, n::text, 'visit.made', 'N-1', $2, $2, $2, false, '\\x00', '{}', '{"sequence":"' || n || '"}'
     FROM feed f, unnest($1::int[]) n WHERE f.name = 'replay'`,
    [numbers, new Date(province.clock.now()).toISOString(), source],
  );

describe('hints from many cases', () => {
  it('say when they were computed, and over what, also where nothing came of it', async () => {
    await province.query('DELETE FROM hint_run');
    const before = await listed();
    expect([before.computedAt, before.items]).toEqual([null, []]);
    expect(before.runs.every(({ computedAt, lookedAt }) => computedAt === null && lookedAt === null)).toBe(true);
    await compute();
    const { computedAt, runs } = await listed('status=closed');
    expect(computedAt).toBe('2018-11-20T10:00:00+08:00');
    const run = (rule: string) => runs.find(({ rules }) => rules.some(({ code }) => code === rule));
    expect(run('H-BURST')).toMatchObject({
      what: 'decided',
      lookedAt: 5,
      found: 1,
      from: '2018-11-10T10:00:00+08:00',
      to: '2018-11-20T10:00:00+08:00',
      nextAt: '2018-11-20T10:10:00+08:00',
    });
    expect(run('H-LIKE-CASES')).toMatchObject({ what: 'valued', lookedAt: 11, found: 1 });
    expect(run('H-SHARE-REFUSED')).toMatchObject({ what: 'ended', lookedAt: 11, found: 0 });
    expect(run('H-SHARE-REFUSED')?.rules.map(({ code }) => code)).toContain('H-VOLUME');
    expect(run('H-SHARE-REFUSED')?.to).toBe('2018-11-01T00:00:00+08:00');
    expect(run('Q-SEQUENCE-GAP')).toMatchObject({ what: 'numbering', lookedAt: 0, found: 0, from: null });
    expect(run('Q-UNKNOWN-CODE')).toMatchObject({ what: 'received', lookedAt: 17, found: 1 });
  });

  it('are computed in windows, and nothing comes twice when computed again', async () => {
    await compute();
    const first = await listed();
    await compute();
    expect((await listed()).items).toEqual(first.items);
    expect(first.items.map((h) => h.rule).sort()).toEqual(['H-BURST', 'H-LIKE-CASES', 'Q-UNKNOWN-CODE']);
    const [burst] = await open('H-BURST');
    expect(burst).toMatchObject({ org: shenyang, orgName: '沈阳市局', status: 'open', category: 'integrity' });
    expect(burst?.cases).toEqual(['BURST-0', 'BURST-10', 'BURST-20', 'BURST-30', 'BURST-40']);
    expect((await open('H-LIKE-CASES'))[0]).toMatchObject({
      org: dalian,
      item: LIMITED,
      cases: expect.arrayContaining(['UNLIKE', 'LIKE-3']),
    });
    expect((await open('Q-UNKNOWN-CODE'))[0]).toMatchObject({ item: UNNAMED, cases: ['STRANGE'] });
  });

  it('make no card and no figure', async () => {
    expect(
      (await province.get<{ items: { rule: string }[] }>('/api/v1/cards')).body.items.map((c) => c.rule),
    ).not.toContain('H-BURST');
  });

  it('are seen within the scope of an account, and never by a head', async () => {
    await province.account('dalian', 'inspector', dalian);
    const seen = (await listed('', 'dalian')).items;
    expect(seen.map((h) => h.rule)).toEqual(['H-LIKE-CASES']);
    const peersOf = (hints: readonly HintView[]): string[] =>
      hints.flatMap(({ peers }) => peers.map((one) => one.caseNo));
    expect(peersOf(await open('H-LIKE-CASES'))).toHaveLength(10);
    expect(peersOf(await open('H-LIKE-CASES'))).toContain('LIKE-0');
    expect(peersOf(seen)).toHaveLength(9);
    expect(JSON.stringify(seen)).not.toContain('LIKE-0');
    await province.account('head', 'head', dalian);
    expect((await province.get('/api/v1/hints', 'head')).status).toBe(403);
  });

  it('are closed once, with a note, and stay closed', async () => {
    const client = new ApiClient(province.url, PASSWORD);
    const [burst] = await open('H-BURST');
    const close = async (body: unknown) =>
      client.ask<HintView>(`/api/v1/hints/${burst?.id}/close`, {
        method: 'POST',
        body,
        token: await client.login('inspector'),
      });
    expect((await close({})).status).toBe(400);
    expect((await close({ note: '集中补录，已核实' })).body).toMatchObject({
      status: 'closed',
      closedBy: 'inspector',
      note: '集中补录，已核实',
    });
    expect((await close({ note: '再次' })).status).toBe(409);
    await compute();
    expect(await open('H-BURST')).toEqual([]);
  });

  it('are withdrawn when the ground for them is gone', async () => {
    await province.query(`INSERT INTO item_version (code, version, body, created_by) VALUES ($1, 1, $2, 'test')`, [
      UNNAMED,
      JSON.stringify({ org: ORGS.province, name: '已登记', kind: 'promised', steps: [], pauses: [] }),
    ]);
    await compute();
    expect((await listed('rule=Q-UNKNOWN-CODE')).items.map((h) => h.status)).toEqual(['withdrawn']);
  });

  it('tell of numbers of a source that never came, once patience is over, and take it back when they come', async () => {
    await numbered([1, 2, 3, 7, 8]);
    await compute();
    expect(await open('Q-SEQUENCE-GAP')).toEqual([]);
    province.clock.at += 11 * MINUTE;
    await compute();
    expect((await open('Q-SEQUENCE-GAP')).map((h) => h.observed.zh)).toEqual(['replay（urn:numbers）缺 4–6，共 3 个']);
    await numbered([4, 5, 6]);
    await compute();
    expect(await open('Q-SEQUENCE-GAP')).toEqual([]);
  });

  it('take in what came just before a computation that was not made for hours', async () => {
    const source = 'urn:stopped';
    await numbered([1, 2, 3], source);
    await compute();
    province.clock.at += MINUTE;
    await numbered([4, 5, 6], source);
    province.clock.at += 120 * MINUTE;
    await numbered([7, 8], source);
    await province.resolve(HintsService).computeDue();
    province.clock.at += 11 * MINUTE;
    await province.resolve(HintsService).computeDue();
    expect(await open('Q-SEQUENCE-GAP')).toEqual([]);
  });

  it('count what was turned down as come, and what neither came nor was turned down as missing', async () => {
    const source = 'urn:refused';
    await numbered([1, 2, 7], source);
    const turnedDown = (body: string) =>
      province.query(
        `INSERT INTO quarantine (feed, source, reason, detail, body, received_at)
         SELECT id, $2, 'malformed', '', $1, $3 FROM feed WHERE name = 'replay'`,
        [body, source, new Date(province.clock.now()).toISOString()],
      );
    await turnedDown('{"id":"3","sequence":"3","type":');
    await turnedDown('{"id":"5","sequence" : 5}');
    await turnedDown('{"id":"x","sequence":"x6"}');
    await compute();
    province.clock.at += 11 * MINUTE;
    await compute();
    expect((await open('Q-SEQUENCE-GAP')).map((h) => h.observed.zh)).toEqual([
      'replay（urn:refused）缺 6，共 1 个',
      'replay（urn:refused）缺 4，共 1 个',
    ]);
    await numbered([4, 6], source);
    await compute();
    expect(await open('Q-SEQUENCE-GAP')).toEqual([]);
  });

  it('count the months that have ended, with their own denominators', async () => {
    const cases = Array.from({ length: 100 }, (_, i) =>
      story(
        `M-${i}`,
        ORGS.heping,
        '2018-11-19',
        `2018-11-19 1${i % 2}:${10 + (i % 50)}`,
        i < 2 ? { outcome: 'refused', reason: '不符合条件' } : {},
      ),
    );
    await province.tell(cases.flat(), '2018-11-20 10:00');
    province.clock.at = at('2018-12-01 09:00');
    await compute();
    const [refused] = await open('H-SHARE-REFUSED');
    expect(refused).toMatchObject({
      org: ORGS.heping,
      arithmetic: [{ zh: '2 ÷ 100 = 2%' }],
      to: '2018-11-30T23:59:59.999+08:00',
    });
    // There was nothing in October to compare with.
    expect(await open('H-VOLUME')).toEqual([]);
  });

  it('are computed before their turn when many more cases have come in', async () => {
    await compute();
    expect(await open('H-BURST')).toEqual([]);
    const cases = Array.from({ length: 300 }, (_, i) =>
      story(`IN-${i}`, shenyang, '2018-11-29', `2018-11-29 15:${String(Math.floor(i / 6)).padStart(2, '0')}:0${i % 6}`),
    );
    await province.tell(cases.flat(), '2018-11-30 10:00');
    const found = await eventually(async () => {
      await province.resolve(HintsService).computeDue();
      return (await open('H-BURST')).length > 0;
    });
    expect(found).toBe(true);
  });

  it('give a computation up when the server stops, however long it would take', async () => {
    const service = province.resolve(HintsService);
    const windows = province.resolve(WindowRepository);
    let begun = false;
    windows.decided = async (queries) => {
      begun = true;
      await queries.query('SELECT pg_sleep(25)');
      return [];
    };
    await province.query('DELETE FROM hint_run');
    (service as unknown as { look(): void }).look();
    await eventually(() => begun);
    const started = performance.now();
    await service.onModuleDestroy();
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
