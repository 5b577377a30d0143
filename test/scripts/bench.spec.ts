import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer, get, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fromRoot, temporaryDirectory } from '../support/child.js';

/** The scripts are plain JavaScript: what is used of them is said here. */
const from = <T>(name: string): Promise<T> => import(fromRoot(`scripts/bench/${name}.mjs`)) as Promise<T>;

interface Sightings {
  add(caseNo: string, at: number, screens?: number): void;
  take(): [string, { screens: number; last: number }][];
  merge(others: [string, { screens: number; last: number }][]): void;
  delays(sent: Map<string, number>, screens: number): { delays: number[]; missing: number };
}
const { Sightings } = await from<{ Sightings: new () => Sightings }>('sightings');
const { quantile, median } = await from<{
  quantile: (values: number[], share: number) => number;
  median: (values: number[]) => number;
}>('statistics');

describe('a quantile', () => {
  it('is one of the values, the least that the share of them does not exceed', () => {
    const values = [50, 10, 40, 20, 30];
    expect([0, 0.2, 0.5, 0.99, 1].map((share) => quantile(values, share))).toEqual([10, 10, 30, 50, 50]);
    expect(median([2, 1])).toBe(1);
    expect(quantile([], 0.5)).toBeNaN();
  });
});

describe('the way from a POST to the last screen', () => {
  it('ends with the last of all screens, whichever process they are of', () => {
    const [here, there, all] = [new Sightings(), new Sightings(), new Sightings()];
    here.add('A', 110);
    here.add('A', 130);
    there.add('A', 120);
    all.merge(here.take());
    all.merge(there.take());
    expect(all.delays(new Map([['A', 100]]), 3)).toEqual({ delays: [30], missing: 0 });
    expect(here.take()).toEqual([]);
  });

  it('has no length for a card that some screen has not seen: those are counted', () => {
    const all = new Sightings();
    all.add('A', 110, 2);
    all.add('B', 150, 3);
    const sent = new Map([
      ['A', 100],
      ['B', 100],
      ['C', 100],
    ]);
    expect(all.delays(sent, 3)).toEqual({ delays: [50], missing: 4 });
  });
});

const { scriptTime } = await from<{ scriptTime: (profile: object) => number }>('profile');

describe('the script time of a profile', () => {
  it('leaves out rest and what is no script; each sample lasts until the next', () => {
    const names = ['(root)', '(idle)', '(program)', 'render', '(garbage collector)'];
    const nodes = names.map((functionName, id) => ({ id, callFrame: { functionName } }));
    const samples = [3, 3, 1, 4, 2, 3];
    expect(scriptTime({ nodes, samples, timeDeltas: [9_000, 1_000, 2_000, 4_000, 8_000, 16_000] })).toBe(11);
  });
});

interface Recorder {
  post(deliveries: { kind: string; event: object }[]): Promise<void>;
  acknowledged(): Promise<void>;
  declare(until: number): Promise<void>;
  readonly days: { until: number; bodies: { at: number; length: number }[] }[];
  readonly repeats: number;
  readonly wrong: number;
}
const { Recorder } = await from<{ Recorder: new (descriptor: number) => Recorder }>('province');

describe('the recorder of a simulation', () => {
  const dir = temporaryDirectory();
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it('keeps each POST with the watermark that follows it, though the next day is on its way when that is declared', async () => {
    const file = join(dir, 'events');
    const descriptor = openSync(file, 'w');
    const recorder = new Recorder(descriptor);
    const event = (id: string, kind = 'event') => ({ kind, event: { id } });
    await recorder.post([event('a'), event('受')]);
    await recorder.post([event('b', 'wrong')]);
    await recorder.acknowledged();
    await recorder.post([event('c'), event('c', 'repeat')]);
    await recorder.declare(1);
    await recorder.acknowledged();
    await recorder.declare(2);
    closeSync(descriptor);
    const content = readFileSync(file);
    const told = recorder.days.map(({ until, bodies }) => [
      until,
      bodies.map(({ at, length }) => content.subarray(at, at + length).toString()),
    ]);
    expect(told).toEqual([
      [1, ['{"id":"a"}\n{"id":"受"}\n', '{"id":"b"}\n']],
      [2, ['{"id":"c"}\n{"id":"c"}\n']],
    ]);
    expect([recorder.repeats, recorder.wrong]).toEqual([1, 1]);
  });
});

interface Proxy {
  readonly bytes: number;
  listen(port: number): Promise<string>;
  close(): void;
}
const { CountingProxy } = await from<{ CountingProxy: new () => Proxy }>('counting-proxy');

describe('the counting proxy', () => {
  let server: Server;
  let proxy: Proxy;
  beforeEach(async () => {
    server = createServer((_req, res) => res.end('x'.repeat(10_000)));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    proxy = new CountingProxy();
  });
  afterEach(() => {
    proxy.close();
    server.close();
  });

  it('passes everything on and counts what comes back, headers and all', async () => {
    const url = await proxy.listen((server.address() as AddressInfo).port);
    for (const _ of [1, 2]) {
      const body = await new Promise<string>((done, fail) => get(url, (res) => done(text(res))).on('error', fail));
      expect(body).toHaveLength(10_000);
    }
    expect(proxy.bytes).toBeGreaterThan(20_100);
    expect(proxy.bytes).toBeLessThan(21_000);
  });
});
