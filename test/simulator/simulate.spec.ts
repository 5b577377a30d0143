import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { silent } from '../../src/import/progress.js';
import { dayFromIso, rfc3339, startOfDay } from '../../src/domain/instant.js';
import { caseOf } from '../../src/simulator/case-of.js';
import { simulate, type SimulateFlags, type SimulateResult } from '../../src/simulator/simulate.js';
import { startServer, type TestServer } from '../support/server.js';
import { CONFIG } from '../support/test-app.js';
import { endOf, judged, simulated } from './simulation-kit.js';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server?.stop());

const PERIOD = { from: dayFromIso('2014-03-03'), to: dayFromIso('2014-04-30') };
const run = (flags: Partial<SimulateFlags> = {}, signal = new AbortController().signal): Promise<SimulateResult> =>
  simulate(
    { cases: 500, ...PERIOD, seed: 5, profile: 'lively', url: server.url, watermarkEvery: 1, ...flags },
    { configDir: CONFIG, progress: silent, signal },
  );
const register = async (name: string): Promise<string> => {
  const body = { name, scope: ['*'], watermark: 'declared' };
  const token = await server.login('admin');
  return (await server.ask<{ token: string }>('/api/v1/sources', { method: 'POST', token, body })).body.token;
};

describe('liangpai simulate', () => {
  it('sends a period as any window system does, and tells what cards the server made of it', async () => {
    const { lines, isClean } = await run();
    expect([lines.join('\n'), isClean]).toEqual([expect.stringContaining('办件 cases 500'), true]);
    const cards = await server.allCards();
    const of = (rule: string): number => cards.filter((card) => card.rule === rule).length;
    for (const rule of ['T-PROMISE-NEAR', 'T-PROMISE-OVER', 'T-STATUTE-OVER', 'T-STEP-OVER', 'T-NOTICE-LATE']) {
      expect(of(rule)).toBeGreaterThan(0);
      expect(lines).toContain(`  ${rule.padEnd(16)} ${of(rule)}`);
    }
    expect(cards.some(({ evidence }) => evidence.length > 0)).toBe(true);
    const [quarantined] = await server.query<{ n: number }>('SELECT count(*)::int AS n FROM quarantine');
    expect(lines[1]).toContain(`rejected as intended ${quarantined?.n}`);
    expect(await server.verify()).toMatchObject({ found: { missing: 0, extra: 0, different: 0, couldNotCheck: 0 } });
  });

  it('does not send into a feed that has reported further already; --resume goes on with the same run', async () => {
    await expect(run()).rejects.toThrow(/its watermark|the watermark of demo-replay already stands there/);
    const before = await server.allCards();
    const { lines } = await run({ resume: true });
    expect(lines[0]).toContain('事件 events 0');
    expect(await server.allCards()).toHaveLength(before.length);
  });

  it('gives the cards that its cases deserve, whatever the rhythm of its watermarks', async () => {
    const token = await register('weekly');
    const period = { from: '2014-05-05', to: '2014-06-30' };
    const [from, to] = [dayFromIso(period.from), dayFromIso(period.to)];
    await run({ cases: 400, from, to, seed: 8, token, watermarkEvery: 7 });
    const simulation = simulated(400, 'lively', period, 8);
    const expected: string[] = [];
    const toldLate = new Set<string>();
    for (let day = from; day <= to; day++)
      for (const arrival of simulation.arrivals.of(day)) {
        const plan = caseOf(arrival, simulation.source);
        if (arrival.scenario === 'late-decision') toldLate.add(plan.start.caseNo.slice(6));
        for (const { rule, raisedAt } of judged(plan, endOf(period)).findings)
          expected.push(`${plan.start.caseNo.slice(6)} ${rule} ${rfc3339(raisedAt)}`);
      }
    const cards = await server.allCards({ from: '2014-05-05T00:00:00+08:00' });
    const found = cards.filter(({ caseNo }) => /-20140[56]\d\d-/.test(caseNo) && !toldLate.has(caseNo.slice(6)));
    expect(found.map(({ caseNo, rule, raisedAt }) => `${caseNo.slice(6)} ${rule} ${raisedAt}`).sort()).toEqual(
      expected.sort(),
    );
  });

  it('runs the live form at another pace, up to the same end', async () => {
    const token = await register('live');
    const flags = { cases: 40, from: dayFromIso('2014-05-05'), to: dayFromIso('2014-05-05'), token, speed: 50_000 };
    const { lines, isClean } = await run(flags);
    expect([lines[0], isClean]).toEqual([expect.stringContaining('办件 cases 40'), true]);
    const [feed] = await server.query<{ until: number }>(
      `SELECT (extract(epoch FROM declared_until) * 1000)::float8 AS until FROM feed WHERE name = 'live'`,
    );
    expect(feed?.until).toBe(startOfDay(dayFromIso('2014-05-06')));
  });

  it('prints the hash of what it would send, and sends nothing', async () => {
    const [first, again, other] = [
      await run({ dryRun: true }),
      await run({ dryRun: true }),
      await run({ dryRun: true, seed: 9 }),
    ];
    expect(first.lines[2]).toMatch(/^sha256 [0-9a-f]{64}$/);
    expect(again).toEqual(first);
    expect(other.lines[2]).not.toBe(first.lines[2]);
  });

  it.each<[Partial<SimulateFlags>, RegExp]>([
    [{ profile: 'wild' }, /--profile .*published, lively/],
    [{ cases: undefined }, /--cases, --from and --to/],
    [{ to: undefined }, /--cases needs --to|--cases, --from and --to/],
    [{ from: dayFromIso('2014-05-02') }, /--to lies before --from/],
    [{ to: dayFromIso('2099-01-01') }, /a day of the past/],
    [{ password: 'wrong' }, /401/],
    [{ token: 'nobody', resume: true }, /does not know the source token/],
  ])('says what it cannot do: %j', async (flags, message) => {
    await expect(run(flags)).rejects.toThrow(message);
  });
});
