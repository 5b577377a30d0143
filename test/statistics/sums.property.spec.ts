import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type FigureScope, type Figures, GROUPINGS, type MonthFigures } from '../../src/console/figures.protocol.js';
import type { Account } from '../../src/identity/account.js';
import type { Snapshot } from '../../src/statistics/snapshot.js';
import { StatisticsService } from '../../src/statistics/statistics.service.js';
import { insertCard } from '../support/reading-server.js';
import { FREE, LIMITED, ORGS, type SmallProvince, UNNAMED, startSmallProvince } from '../support/small-province.js';
import { at } from '../verify/factory.js';

const RUNS = Number(process.env['LIANGPAI_PROPERTY_RUNS'] ?? 25);
const EVERYTHING: Account = { id: 0, username: 'i', name: 'i', role: 'inspector', org: null };
const WHOLE: FigureScope = { region: null, org: null, item: null };
const MONTH = '2018-10';

let province: SmallProvince;
let statistics: StatisticsService;
beforeAll(async () => {
  province = await startSmallProvince(at('2018-11-05 09:00'));
  statistics = province.resolve(StatisticsService);
});
afterAll(() => province.stop());

const month = (by: (typeof GROUPINGS)[number], scope: Partial<FigureScope> = {}): Promise<MonthFigures> =>
  statistics.snapshot((snapshot) => monthWithin(snapshot, by, scope));
const monthWithin = async (
  snapshot: Snapshot,
  by: (typeof GROUPINGS)[number],
  scope: Partial<FigureScope> = {},
): Promise<MonthFigures> => {
  const request = { month: MONTH, scope: { ...WHOLE, ...scope } };
  return (await statistics.months(snapshot, request, [by], EVERYTHING))[0]!;
};

const org = fc.constantFrom(...Object.values(ORGS), 'another-unknown', null);
const item = fc.constantFrom(LIMITED, FREE, UNNAMED, null);
/** Near the borders of the months, or anywhere within half a year. */
const instant = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('2018-09-01', '2018-10-01', '2018-11-01', '2017-10-01', '2017-11-01'),
      fc.integer({ min: -1, max: 1 }),
    )
    .map(([day, ms]) => at(day) + ms),
  fc.integer({ min: at('2018-07-01'), max: at('2018-12-31') }),
);
const maybe = fc.option(instant);
const state = fc.constantFrom('accepted', 'decided', 'decided', 'withdrawn');
const aCase = fc.record({
  org,
  item,
  state,
  received: maybe,
  accepted: maybe,
  ended: maybe,
  promised: maybe,
  statutory: maybe,
});
const aCard = fc.record({ org, item, level: fc.constantFrom('reminder', 'yellow', 'red'), raised: instant });

let serial = 0;
const stamp = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));

async function store(cases: readonly (typeof aCase extends fc.Arbitrary<infer C> ? C : never)[]): Promise<void> {
  for (const c of cases)
    await province.query(
      `INSERT INTO case_file (case_no, item, org, state, file, feeds, parked_feed, catalogue_rev, calendar, profile, version,
         received_at, accepted_at, ended_at, promised_due, statutory_due)
       VALUES ($1, $2, $3, $4, '', '{}', 0, 0, 'cn@1', 'default@1', 1, $5, $6, $7, $8, $9)`,
      [
        `P${++serial}`,
        c.item,
        c.org,
        c.state,
        ...[c.received, c.accepted, c.ended, c.promised, c.statutory].map(stamp),
      ],
    );
}

const cards = {
  query: async (sql: string, values: unknown[]) => ({ rows: await province.query<never>(sql, values) }),
} as unknown as Parameters<typeof insertCard>[0];

const counted = ({ onTimeRate: _, ...counts }: Figures): Record<string, number> => counts;
function sum(all: readonly Figures[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const figures of all)
    for (const [name, n] of Object.entries(counted(figures))) total[name] = (total[name] ?? 0) + n;
  return total;
}
const NOTHING = Object.fromEntries(
  ['received', 'accepted', 'decided', 'measured', 'onTime', 'reminders', 'yellow', 'red'].map((name) => [name, 0]),
);

/** The month by statements of its own, without groups, regions or scopes. */
async function recount(): Promise<Record<string, number>> {
  const within = (column: string): string =>
    `${column} >= '2018-10-01T00:00:00+08:00' AND ${column} < '2018-11-01T00:00:00+08:00'`;
  const ended = `state = 'decided' AND ${within('ended_at')}`;
  const due = 'coalesce(promised_due, statutory_due)';
  const rows = await province.query<Record<string, number>>(
    `SELECT count(*) FILTER (WHERE ${within('received_at')})::int AS received,
       count(*) FILTER (WHERE ${within('accepted_at')})::int AS accepted,
       count(*) FILTER (WHERE ${ended})::int AS decided,
       count(*) FILTER (WHERE ${ended} AND ${due} IS NOT NULL)::int AS measured,
       count(*) FILTER (WHERE ${ended} AND ended_at <= ${due})::int AS "onTime",
       ${['reminder', 'yellow', 'red']
         .map((l) => `(SELECT count(*)::int FROM card WHERE level = '${l}' AND ${within('raised_at')}) AS ${l}`)
         .join(', ')}
     FROM case_file`,
  );
  const { reminder, ...rest } = rows[0]!;
  return { ...rest, reminders: reminder! };
}

describe('the figures of a month', () => {
  it('lose no case and no card: rows and days add up to the total, whatever the cases name', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(aCase, { maxLength: 12 }), fc.array(aCard, { maxLength: 4 }), async (some, raised) => {
        await store(some);
        for (const { org: o, item: i, level, raised: time } of raised)
          await insertCard(cards, { org: o, item: i ?? undefined, level, raisedAt: new Date(time).toISOString() });
        const expected = await recount();
        for (const by of GROUPINGS) {
          const { total, previous, rows, days } = await month(by);
          expect(counted(total)).toEqual(expected);
          expect({ ...NOTHING, ...sum(rows.map((row) => row.figures)) }).toEqual(counted(total));
          expect({ ...NOTHING, ...sum(rows.map((row) => row.previous)) }).toEqual(counted(previous));
          expect(days.reduce((n, day) => n + day.received, 0)).toBe(total.received);
          expect(days.reduce((n, day) => n + day.decided, 0)).toBe(total.decided);
          expect(days.reduce((n, day) => n + day.cards, 0)).toBe(total.reminders + total.yellow + total.red);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('are the same in a row and when the row is asked for by itself', async () => {
    for (const by of GROUPINGS)
      for (const { key, figures, previous } of (await month(by)).rows) {
        const alone = await month('org', { [by]: key ?? ':none' });
        expect({ by, key, total: alone.total, previous: alone.previous }).toEqual({
          by,
          key,
          total: figures,
          previous,
        });
      }
  });
});

describe('tables of one count', () => {
  it('are what each of them is when it is counted alone', async () => {
    const together = await statistics.snapshot((snapshot) =>
      statistics.months(snapshot, { month: MONTH, scope: WHOLE }, GROUPINGS, EVERYTHING),
    );
    for (const [i, by] of GROUPINGS.entries()) expect(together[i]).toEqual(await month(by));
  });
});

describe('a snapshot', () => {
  it('gives answers that agree, whatever is stored meanwhile, and lets nothing be written', async () => {
    const [before, during, refused] = await statistics.snapshot(async (snapshot) => {
      const first = await monthWithin(snapshot, 'org');
      const now = at('2018-10-10 10:00');
      const since = { received: now, accepted: now, ended: now, promised: now, statutory: null };
      await store([{ org: ORGS.dalian, item: LIMITED, state: 'decided', ...since }]);
      const second = await monthWithin(snapshot, 'org');
      const refusal = snapshot.queries.query<unknown>('DELETE FROM case_file').catch(String);
      return [first, second, await refusal] as const;
    });
    expect(during).toEqual(before);
    expect(refused).toContain('read-only');
    const after = await month('org');
    expect(after.total.received).toBe(before.total.received + 1);
    expect(after.total.onTime).toBe(before.total.onTime + 1);
  });
});
