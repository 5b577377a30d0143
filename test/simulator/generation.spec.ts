import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { parseRfc3339, startOfDay, dayFromIso, dayOf, MINUTE } from '../../src/domain/instant.js';
import { isRejection, readCloudEvent } from '../../src/intake/cloud-event.js';
import { SIMULATOR_VERSION } from '../../src/simulator/simulation.js';
import { config, deliveries, endOf, HALF_YEAR, simulated } from './simulation-kit.js';

/** Of every event, the mark of the run left out: it changes with every file of the configuration. */
const hashOf = (seed: number, cases = 400): string => {
  const hash = createHash('sha256');
  const simulation = simulated(cases, 'lively', HALF_YEAR, seed);
  for (const { event } of deliveries(simulation))
    hash.update(JSON.stringify(event).replaceAll(simulation.prefix, 'YS'));
  return hash.digest('hex').slice(0, 16);
};

describe('the same run', () => {
  it('gives the same events, byte for byte, and another seed gives others', () => {
    // On every machine. Where a change of generator or files changes it, raise SIMULATOR_VERSION with it.
    expect([SIMULATOR_VERSION, hashOf(1)]).toEqual([4, '1751cb979fa3917a']);
    expect(hashOf(1)).toBe(hashOf(1));
    expect(hashOf(2)).not.toBe(hashOf(1));
  });

  it('can be taken up on any later day: what begins there is the same', () => {
    const simulation = simulated(2_000, 'lively');
    const from = dayFromIso('2014-03-03');
    const lines = (all: ReturnType<typeof deliveries>): string[] => all.map(({ event }) => JSON.stringify(event));
    const begun = new Set(
      deliveries(simulation)
        .filter(({ at, event }) => event.type === 'approval.case.received' && at >= startOfDay(from))
        .map(({ event }) => event.subject),
    );
    const whole = deliveries(simulation).filter(({ event }) => begun.has(event.subject));
    const rest = [...simulation.stream(from).upTo(endOf(HALF_YEAR) - 1)].filter(({ event }) =>
      begun.has(event.subject),
    );
    expect(lines(rest)).toEqual(lines(whole));
  });

  it('begins other case numbers than any other run', () => {
    const prefixes = [
      simulated(100, 'lively'),
      simulated(100, 'published'),
      simulated(101, 'lively'),
      simulated(100, 'lively', HALF_YEAR, 2),
    ];
    expect(new Set(prefixes.map(({ prefix }) => prefix)).size).toBe(4);
    for (const { prefix } of prefixes) expect(prefix).toMatch(/^YS[0-9A-Z]{4}$/);
  });
});

describe('the deliveries', () => {
  const all = deliveries(simulated(3_000, 'lively'));
  const received = all.filter(({ event, kind }) => event.type === 'approval.case.received' && kind === 'event');

  it('are those of exactly as many cases as asked for', () => {
    expect(received).toHaveLength(3_000);
    expect(new Set(received.map(({ event }) => event.subject)).size).toBe(3_000);
  });

  it('come in the order in which they are handed over: at their own time unless a line was down or a report late', () => {
    for (const [i, { at }] of all.entries()) expect(at).toBeGreaterThanOrEqual(all[i - 1]?.at ?? 0);
    const delayed = all.filter(({ at, event, kind }) => kind === 'event' && at !== parseRfc3339(event.time));
    expect(delayed.length).toBeGreaterThan(0);
    const { outages } = simulated(3_000, 'lively');
    for (const { at, line, event } of delayed) expect(outages.at(line, parseRfc3339(event.time)!)?.to).toBe(at);
    for (const { at, event, kind } of all) if (kind === 'late') expect(at).toBeGreaterThan(parseRfc3339(event.time)!);
  });

  it('pass the validation of the intake; only those that are meant to fail do, each by name', () => {
    const now = parseRfc3339('2026-11-22T10:00:00+08:00')!;
    const reasons = new Set<string>();
    const another = deliveries(simulated(3_000, 'lively', HALF_YEAR, 2));
    for (const { event, kind } of [...all, ...another]) {
      const read = readCloudEvent(JSON.parse(JSON.stringify(event)), now, 'salt');
      expect([kind === 'wrong', event.id]).toEqual([isRejection(read), event.id]);
      if (isRejection(read)) reasons.add(read.reason);
    }
    const named = ['future-time', 'invalid-member', 'missing-member', 'unknown-member', 'unknown-type'];
    expect(named).toEqual(expect.arrayContaining([...reasons]));
    expect(reasons.size).toBeGreaterThan(2);
  });

  it('tell each event once, but for repeats, which are the same', () => {
    const known = new Map<string, string>();
    for (const { event, kind } of all) {
      const text = JSON.stringify(event);
      if (known.has(event.id)) expect(known.get(event.id)).toBe(text);
      if (known.has(event.id)) expect(kind === 'repeat' || kind === 'event').toBe(true);
      known.set(event.id, text);
    }
    expect(all.length - known.size).toBe(all.filter(({ kind }) => kind === 'repeat').length);
  });

  it('name items and organisations of the province, and nobody who could be anybody', () => {
    const codes = new Set(config.world.items.map(({ code }) => code));
    for (const { event } of received) {
      expect(codes).toContain(event.data['item']);
      expect(event.data['org']).toMatch(/^21\d{4}-[a-z]+$/);
      const { name } = event.data['applicant'] as { name: string };
      expect(name).toMatch(/演示|示例/);
    }
  });
});

describe('arrivals', () => {
  const all = deliveries(simulated(6_000, 'published'));
  const received = all.filter(({ event, kind }) => event.type === 'approval.case.received' && kind === 'event');
  const count = (from: string, to: string): number =>
    received.filter(({ event }) => event.time >= from && event.time < to).length;

  it('follow weekdays, holidays and make-up days', () => {
    expect(count('2014-01-31', '2014-02-07')).toBeLessThan(30);
    expect(count('2014-02-08', '2014-02-09')).toBeGreaterThan(count('2014-03-08', '2014-03-09') * 4);
    expect(count('2014-03-03', '2014-03-08')).toBeGreaterThan(10 * count('2014-03-08', '2014-03-10'));
  });

  it('at the windows come in office hours only, online also at night and on days off', () => {
    const { calendar } = config.office;
    let [nights, windows] = [0, 0];
    for (const { event } of received) {
      const at = parseRfc3339(event.time)!;
      const day = dayOf(at);
      const isOpen = calendar.isWorking(day) === true && calendar.workingTime(at)! > calendar.workingTime(at - MINUTE)!;
      if (event.data['channel'] === 'online') nights += isOpen ? 0 : 1;
      else {
        windows += 1;
        expect([event.id, isOpen]).toEqual([event.id, true]);
      }
    }
    expect(windows).toBeGreaterThan(2_000);
    expect(nights).toBeGreaterThan(500);
  });

  it('are more where more people live, and at every level', () => {
    const at = (prefix: string): number =>
      received.filter(({ event }) => String(event.data['org']).startsWith(prefix)).length;
    expect(at('2101')).toBeGreaterThan(3 * at('2111'));
    expect(at('210000')).toBeGreaterThan(20);
    expect(received.filter(({ event }) => /^21\d\d00-/.test(String(event.data['org']))).length).toBeGreaterThan(1_500);
  });
});

describe('the acts of officers', () => {
  it('lie in office hours, but for items that are handled by day and night', () => {
    const { calendar } = config.office;
    const roundTheClock = new Set(
      config.world.items.filter(({ pace }) => pace === 'round-the-clock').map(({ code }) => code),
    );
    const day = new Set<string | undefined>();
    const all = deliveries(simulated(2_000, 'lively'));
    for (const { event } of all)
      if (event.type === 'approval.case.received' && !roundTheClock.has(String(event.data['item'])))
        day.add(event.subject);
    const acts = /case\.(accepted|not-accepted|decided|withdrawn|terminated)|step\.|supplement\.|pause\.|extension\./;
    let seen = 0;
    for (const { event, kind } of all) {
      if (kind === 'wrong' || !day.has(event.subject) || !acts.test(event.type)) continue;
      const at = parseRfc3339(event.time)!;
      seen += 1;
      const isOpen =
        calendar.isWorking(dayOf(at)) === true && calendar.workingTime(at)! > calendar.workingTime(at - MINUTE)!;
      expect([event.id, event.type, isOpen]).toEqual([event.id, event.type, true]);
    }
    expect(seen).toBeGreaterThan(8_000);
  });
});
