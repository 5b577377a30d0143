import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Feed } from '../../src/sources/feed.js';
import type { Supervisor } from '../../src/supervision/supervisor.js';
import { eventually } from '../support/child.js';
import { incoming, watermark } from '../support/incoming-events.js';
import { Hall, words } from '../support/supervision-hall.js';
import { at } from '../verify/factory.js';

let hall: Hall;
let supervisor: Supervisor;
beforeEach(async () => {
  hall = await Hall.open();
  supervisor = hall.process();
});
afterEach(() => hall.close());

const accepted = (caseNo: string) => incoming('2018-10-15 10:00', 'case.accepted', { caseNo });
const NEAR = 'T-PROMISE-NEAR 2018-10-22 09:00';
const OVER = 'T-PROMISE-OVER 2018-10-24 17:00';
const declaredUntil = (): Promise<Date | null> => hall.value<Date | null>('SELECT declared_until FROM feed');

describe('a declared watermark', () => {
  let replay: Feed;
  beforeEach(async () => {
    replay = await hall.feed('declared');
  });
  const declare = async (until: string, id?: string): Promise<string[]> =>
    words([await supervisor.declare(replay, watermark(until, id))]);

  it('lets what lies beyond it wait, and has judged it when it is answered', async () => {
    await supervisor.deliver(replay, [accepted('C1')], []);
    expect(await hall.rows('SELECT state, next_at FROM case_file')).toEqual([
      { state: 'waiting', next_at: new Date(at('2018-10-15 10:00')) },
    ]);
    expect(await declare('2018-10-24 17:00')).toEqual(['accepted']);
    expect(await hall.cards()).toEqual([`C1 ${NEAR}`]);
    expect(await declare('2018-10-24 17:01')).toEqual(['accepted']);
    expect(await hall.cards()).toEqual([`C1 ${NEAR}`, `C1 ${OVER}`]);
    expect(supervisor.totals).toMatchObject({ cards: 2, sweptCases: 2 });
    expect(await hall.rows('SELECT type, case_no FROM event WHERE case_no IS NULL LIMIT 1')).toEqual([
      { type: 'feed.watermark', case_no: null },
    ]);
  });

  it('that is ahead of a live source lets nothing wait that is due by then: not even for the next sweep', async () => {
    const window = await hall.feed('clock');
    const visit = (time: string, id: string) => incoming(time, 'visit.made', { id });
    hall.clock.at = at('2018-10-15 10:30');
    await supervisor.deliver(window, [accepted('C1')], []);
    await supervisor.deliver(replay, [visit('2018-10-15 10:05', 'v1')], []);
    await declare('2018-10-15 10:30', 'w1');
    hall.clock.at = at('2018-10-25 18:01');
    await declare('2018-10-25 18:00', 'w2');
    await supervisor.deliver(replay, [visit('2018-10-25 18:01', 'v2')], []);
    expect(await hall.cards()).toEqual([`C1 ${NEAR}`, `C1 ${OVER}`]);
  });

  it('never goes backwards', async () => {
    await declare('2018-10-24 17:00');
    expect(await declare('2018-10-20 17:00')).toEqual(['accepted']);
    expect(await declaredUntil()).toEqual(new Date(at('2018-10-24 17:00')));
  });

  it('sent again is a duplicate, with another instant a conflict that moves nothing', async () => {
    await declare('2018-10-20 17:00', 'w');
    expect(await declare('2018-10-20 17:00', 'w')).toEqual(['duplicate']);
    expect(await declare('2018-10-24 17:00', 'w')).toEqual(['conflict']);
    expect(await declaredUntil()).toEqual(new Date(at('2018-10-20 17:00')));
    expect(await hall.rows('SELECT reason, event_id FROM quarantine')).toEqual([{ reason: 'conflict', event_id: 'w' }]);
  });

  it('sent again after its sender had no reply still judges what lies before it', async () => {
    await supervisor.deliver(replay, [accepted('C1')], []);
    // As a process leaves it that died between the commit of the watermark and its sweep.
    await hall.rows(`UPDATE feed SET declared_until = '2018-10-25T00:00:00+08:00'`);
    await declare('2018-10-25 00:00', 'w');
    expect(await hall.cards()).toEqual([`C1 ${NEAR}`, `C1 ${OVER}`]);
  });

  it('waits for cases that another process holds before it is answered', async () => {
    await supervisor.deliver(replay, [accepted('C1')], []);
    const release = await hall.hold('SELECT FROM case_file FOR UPDATE');
    let answered = false;
    const declared = declare('2018-11-01 00:00').then(() => (answered = true));
    expect(await eventually(async () => (await declaredUntil()) !== null)).toBe(true);
    await new Promise((done) => setTimeout(done, 100));
    expect(answered).toBe(false);
    await release();
    await declared;
    expect(await hall.cards()).toEqual([`C1 ${NEAR}`, `C1 ${OVER}`]);
  });

  it('is refused to a feed whose watermark follows the clock, and kept', async () => {
    const window = await hall.feed('clock');
    expect(words([await supervisor.declare(window, watermark('2018-10-20 17:00', 'w'))])).toEqual(['invalid-member']);
    expect(await hall.value('SELECT count(*)::int FROM event')).toBe(0);
    expect(await hall.rows('SELECT event_id, reason, member FROM quarantine')).toEqual([
      { event_id: 'w', reason: 'invalid-member', member: 'type' },
    ]);
  });

  it('before which an event comes makes that event late', async () => {
    await declare('2018-10-20 00:00');
    await supervisor.deliver(
      replay,
      [
        accepted('C1'),
        incoming('2018-10-20 00:00', 'visit.made', { id: 'at it' }),
        incoming('2018-10-21', 'visit.made'),
      ],
      [],
    );
    expect(await hall.rows('SELECT type, id = $1 AS at FROM event WHERE late', ['at it'])).toEqual([
      { type: 'case.accepted', at: false },
    ]);
  });
});

describe('the sweep', () => {
  let window: Feed;
  beforeEach(async () => {
    window = await hall.feed('clock');
  });
  const open = (...caseNos: string[]) => supervisor.deliver(window, caseNos.map(accepted), []);
  /** Other transactions of the cluster may hold it back for a moment. */
  const vouchedFor = (sweeping: Supervisor, until: string): Promise<boolean> =>
    eventually(async () => {
      await sweeping.sweep.pass();
      return (await hall.value<Date | null>('SELECT swept_to FROM feed'))?.getTime() === at(until);
    });

  it('finds nothing before the next deadline and what is due after it', async () => {
    await open('C1', 'C2');
    hall.clock.at = at('2018-10-22 09:00:59');
    expect(await supervisor.sweep.pass()).toEqual({ cases: 0, cards: 0 });
    hall.clock.at = at('2018-10-22 09:01');
    expect(await supervisor.sweep.pass()).toEqual({ cases: 2, cards: 2 });
    expect(await supervisor.sweep.pass()).toEqual({ cases: 0, cards: 0 });
    expect(await hall.cards()).toEqual([`C1 ${NEAR}`, `C2 ${NEAR}`]);
  });

  it('takes more cases than fit one of its transactions', async () => {
    const caseNos = Array.from({ length: 1_100 }, (_, i) => `C${i}`);
    await open(...caseNos);
    hall.clock.at = at('2018-10-22 09:01');
    expect(await supervisor.sweep.pass()).toEqual({ cases: 1_100, cards: 1_100 });
  });

  it('raises each card once though two processes sweep at once', async () => {
    await open(...Array.from({ length: 60 }, (_, i) => `C${i}`));
    const other = hall.process();
    hall.clock.at = at('2018-12-01 09:00');
    const reports = await Promise.all([supervisor, other, supervisor, other].map((s) => s.sweep.pass()));
    expect(reports.reduce((sum, r) => sum + r.cards, 0)).toBe(180);
    expect(await hall.value('SELECT count(*)::int FROM card')).toBe(180);
    expect(await hall.value(`SELECT count(*)::int FROM change`)).toBe(180);
  });

  it('passes over a case that somebody holds, vouches for nothing meanwhile, and takes it later', async () => {
    await open('C1', 'C2');
    const release = await hall.hold(`SELECT FROM case_file WHERE case_no = 'C1' FOR UPDATE`);
    hall.clock.at = at('2018-10-24 17:02');
    await supervisor.sweep.pass();
    expect(await hall.cards()).toEqual([`C2 ${NEAR}`, `C2 ${OVER}`]);
    expect(await hall.value('SELECT swept_to FROM feed')).toBeNull();
    await release();
    await supervisor.sweep.pass();
    expect(await hall.cards()).toEqual([`C1 ${NEAR}`, `C1 ${OVER}`, `C2 ${NEAR}`, `C2 ${OVER}`]);
    expect(await vouchedFor(supervisor, '2018-10-24 17:00:55')).toBe(true);
  });

  it('vouches for nothing past a deadline that a slow delivery is still writing', async () => {
    await open('C0');
    await hall.rows(`CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN PERFORM pg_advisory_xact_lock_shared(1); RETURN new; END $$`);
    await hall.rows('CREATE TRIGGER slow BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION slow()');
    const release = await hall.hold('SELECT pg_advisory_xact_lock(1)');
    hall.clock.at = at('2018-10-22 09:00:30');
    const delivery = open('C1');
    expect(await eventually(async () => (await hall.waiting()).length > 0)).toBe(true);
    // Much later than the margin, and still within what a statement may take.
    hall.clock.at = at('2018-10-22 09:01:25');
    const other = hall.process();
    for (let i = 0; i < 3; i += 1) await other.sweep.pass();
    expect(await hall.value('SELECT swept_to FROM feed')).toBeNull();
    await release();
    await delivery;
    expect(await vouchedFor(other, '2018-10-22 09:00:20')).toBe(true);
    expect(await hall.cards()).toEqual([`C0 ${NEAR}`, `C1 ${NEAR}`]);
  });

  it('finds what a delivery after the deadline would have found without it', async () => {
    await open('C1');
    hall.clock.at = at('2018-10-30 12:00');
    await supervisor.deliver(window, [incoming('2018-10-30 11:59:30', 'case.withdrawn')], []);
    expect(await hall.cards()).toEqual([`C1 ${NEAR}`, `C1 ${OVER}`]);
    expect(await supervisor.sweep.pass()).toEqual({ cases: 0, cards: 0 });
  });

  it('sets a case aside that it cannot judge, with a record, and judges its neighbours', async () => {
    let poisoned = false;
    hall.standards.instead = (standards) => ({
      ...standards,
      itemAt: (code, when) => {
        if (code === 'fragile' && poisoned) throw new Error('cannot be judged');
        return standards.itemAt('item', when);
      },
    });
    await open('C1', 'C3');
    const fragile = incoming('2018-10-15 10:00', 'case.accepted', { caseNo: 'C2', data: { item: 'fragile' } });
    await supervisor.deliver(window, [fragile], []);
    poisoned = true;
    hall.clock.at = at('2018-10-22 09:01');
    await supervisor.sweep.pass();
    expect(await hall.cards()).toEqual([`C1 ${NEAR}`, `C3 ${NEAR}`]);
    expect(await hall.rows(`SELECT case_no, reason FROM quarantine`)).toEqual([
      { case_no: 'C2', reason: 'could-not-judge' },
    ]);
    expect(await hall.rows(`SELECT state, next_at FROM case_file WHERE case_no = 'C2'`)).toEqual([
      { state: 'could-not-judge', next_at: null },
    ]);
  });

  it('comes by itself, again and again', async () => {
    await open('C1');
    hall.clock.at = at('2018-10-24 17:02');
    const sweeping = hall.process({ sweepEvery: 10 });
    expect(await eventually(() => sweeping.totals.sweeps >= 2)).toBe(true);
    expect(await hall.cards()).toEqual([`C1 ${NEAR}`, `C1 ${OVER}`]);
  });
});

describe('a case of two feeds', () => {
  it('is swept when the one that lies behind has moved', async () => {
    const [window, exchange] = [await hall.feed('clock'), await hall.feed('declared')];
    await supervisor.deliver(window, [accepted('C1')], []);
    await supervisor.deliver(exchange, [incoming('2018-10-15 11:00', 'step.started')], []);
    hall.clock.at = at('2018-11-01 12:00');
    expect(await supervisor.sweep.pass()).toEqual({ cases: 0, cards: 0 });
    await supervisor.declare(exchange, watermark('2018-10-23 00:00'));
    expect(await hall.cards()).toEqual([`C1 ${NEAR}`]);
    await supervisor.declare(exchange, watermark('2018-11-20 00:00'));
    expect(await hall.cards()).toEqual([`C1 ${NEAR}`, `C1 ${OVER}`]);
  });

  // Known fault: the sweep looks feeds up in the list alone, which lags behind; the case would never be judged again.
  it('is swept by a process that has not yet heard of one of them', async () => {
    const [window, fresh] = [await hall.feed('clock', ['*'], 120_000), await hall.feed('clock')];
    await supervisor.deliver(window, [accepted('C1')], []);
    await supervisor.deliver(fresh, [incoming('2018-10-15 10:00', 'step.started')], []);
    hall.feeds.fresh.add(fresh.id);
    hall.clock.at = at('2018-10-22 09:05');
    await supervisor.sweep.pass();
    expect(await hall.cards()).toEqual([`C1 ${NEAR}`]);
  });
});
