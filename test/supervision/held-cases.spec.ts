import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Feed } from '../../src/sources/feed.js';
import { CaseHeld } from '../../src/supervision/held-cases.js';
import type { Supervisor } from '../../src/supervision/supervisor.js';
import { incoming, watermark } from '../support/incoming-events.js';
import { Hall, words } from '../support/supervision-hall.js';

/** Milliseconds. */
const PATIENCE = 300;

let hall: Hall;
let supervisor: Supervisor;
let window: Feed;
beforeEach(async () => {
  hall = await Hall.open();
  window = await hall.feed('clock');
  supervisor = hall.process({ lockPatience: PATIENCE });
});
afterEach(() => hall.close());

const deliver = (...events: ReturnType<typeof incoming>[]): Promise<string> =>
  supervisor.deliver(window, events, []).then(
    (verdicts) => words(verdicts).join(' '),
    (error: unknown) => (error instanceof CaseHeld ? 'held' : String(error)),
  );
const accepted = (caseNo: string) => incoming('2018-10-15 10:00', 'case.accepted', { caseNo });
const visit = (caseNo: string, id?: string) => incoming('2018-10-15 10:00', 'visit.made', { caseNo, id });
const hold = (caseNo: string) => hall.hold('SELECT FROM case_file WHERE case_no = $1 FOR UPDATE', [caseNo]);

describe('a case whose row another session holds', () => {
  it('costs its own deliveries a repeat, and its neighbours in the batch one wait', async () => {
    await deliver(accepted('C1'), accepted('C2'));
    const release = await hold('C1');
    const both = [deliver(visit('C1', 'again')), deliver(visit('C2'), accepted('C3'))];
    expect(await Promise.all(both)).toEqual(['held', 'accepted accepted']);
    expect(await hall.rows('SELECT count(*)::int AS n FROM quarantine')).toEqual([{ n: 0 }]);
    await release();
    expect(await deliver(visit('C1', 'again'))).toBe('accepted');
    expect(supervisor.stalls()).toEqual([]);
  });

  it('holds nothing up once it is known, until it is free', async () => {
    await deliver(accepted('C1'), accepted('C2'));
    const release = await hold('C1');
    expect(await deliver(visit('C1'))).toBe('held');
    const started = performance.now();
    for (let i = 0; i < 5; i += 1)
      expect(await Promise.all([deliver(visit('C1', 'again')), deliver(visit('C2'))])).toEqual(['held', 'accepted']);
    expect(performance.now() - started).toBeLessThan(2 * PATIENCE);
    await release();
    expect(await deliver(visit('C1', 'again'))).toBe('accepted');
  });

  it('has the watermark of its feed sent again, which then judges it', async () => {
    const replay = await hall.feed('declared');
    await supervisor.deliver(replay, [accepted('C1')], []);
    const release = await hold('C1');
    const mark = watermark('2018-11-01 00:00');
    await expect(supervisor.declare(replay, mark)).rejects.toThrow(CaseHeld);
    await release();
    expect(words([await supervisor.declare(replay, mark)])).toEqual(['duplicate']);
    expect(await hall.value('SELECT count(*)::int FROM card')).toBe(2);
  });
});

describe('a delivery that waits for what nobody can see yet', () => {
  it('is to be sent again as well', async () => {
    const release = await hall.hold(
      `INSERT INTO event (batch, feed, source, id, type, occurred_at, recorded_at, received_at, late, hash, data)
       VALUES (0, 1, 'window', 'contested', 'visit.made', now(), now(), now(), false, '', '{}')`,
    );
    expect(await deliver(visit('C1', 'contested'))).toMatch(/lock timeout/);
    await release();
    expect(await deliver(visit('C1', 'contested'))).toBe('accepted');
  });
});
