import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import type { IncomingEvent } from '../../src/intake/cloud-event.js';
import type { Feed } from '../../src/sources/feed.js';
import { MAX_CASE_EVENTS } from '../../src/supervision/batch.js';
import type { Supervisor } from '../../src/supervision/supervisor.js';
import { incoming } from '../support/incoming-events.js';
import { Hall, words } from '../support/supervision-hall.js';

let hall: Hall;
let supervisor: Supervisor;
let [window, stranger, other]: Feed[] = [];
beforeEach(async () => {
  hall = await Hall.open();
  window = await hall.feed('clock');
  [stranger, other] = [await hall.feed('clock', ['other-org']), await hall.feed('declared', ['another-org'])];
  supervisor = hall.process();
});
afterEach(() => hall.close());

const START = '2018-10-15 10:00';
const accepted = (caseNo = 'C1') => incoming(START, 'case.accepted', { caseNo });
const step = (id: string, caseNo = 'C1', data = {}) => incoming(START, 'step.started', { id, caseNo, data });
const send = async (feed: Feed | undefined, ...events: IncomingEvent[]): Promise<string> =>
  words(await supervisor.deliver(feed!, events, [])).join(' ');
/** Deliveries that share one batch, in this order. */
const together = (...deliveries: [feed: Feed | undefined, ...events: IncomingEvent[]][]): Promise<string[]> =>
  Promise.all(deliveries.map((delivery) => send(...delivery)));
const stored = (id: string): Promise<{ feed: number; case_no: string }[]> =>
  hall.rows('SELECT feed, case_no FROM event WHERE id = $1', [id]);
const quarantined = (): Promise<object[]> => hall.rows('SELECT feed, event_id, reason FROM quarantine ORDER BY id');

describe('a repeat of a stored event is a duplicate', () => {
  it('also where its feed may not report on the case any more', async () => {
    expect(await send(stranger, step('early'))).toBe('accepted');
    await send(window, accepted());
    expect(await send(stranger, step('early'))).toBe('duplicate');
    expect(await send(stranger, step('late'), step('early'))).toBe('out-of-scope duplicate');
    expect(await send(stranger, step('early', 'C1', { opinion: 'other' }))).toBe('conflict');
    expect(await together([stranger, step('early')], [window, step('new')])).toEqual(['duplicate', 'accepted']);
    expect(await quarantined()).toEqual([
      { feed: stranger!.id, event_id: 'late', reason: 'out-of-scope' },
      { feed: stranger!.id, event_id: 'early', reason: 'conflict' },
    ]);
  });

  it('also where its case has as many events as it may have', async () => {
    const ids = Array.from({ length: MAX_CASE_EVENTS }, (_, i) => `s${i}`);
    await send(window, ...ids.slice(1).map((id) => step(id)));
    // What is stored already takes up no room: neither before the last free place nor at the bound.
    expect(await send(window, step('s1'), step('s2'), step('s0'))).toBe('duplicate duplicate accepted');
    expect(await send(window, step('s3'), step('over'), step('s0'))).toBe('duplicate too-many-events duplicate');
    expect(await send(window, step('s4'))).toBe('duplicate');
    expect(await quarantined()).toEqual([{ feed: window!.id, event_id: 'over', reason: 'too-many-events' }]);
  });

  it('also where its case cannot be judged any more', async () => {
    await send(window, step('early'));
    const poison = incoming(START, 'case.accepted', { id: 'p', data: { item: 'poison' } });
    expect(await send(window, poison, step('early'), step('late'))).toBe('could-not-judge duplicate could-not-judge');
  });

  it('and names no organisation for others in its batch', async () => {
    const naming = incoming(START, 'case.received', { id: 'taken', caseNo: 'C9' });
    await send(window, naming);
    const elsewhere = incoming(START, 'case.received', { id: 'taken', caseNo: 'C1' });
    expect(await together([window, elsewhere], [stranger, step('first')])).toEqual(['conflict', 'accepted']);
    expect(await stored('first')).toEqual([{ feed: stranger!.id, case_no: 'C1' }]);
  });
});

describe('what is stored already', () => {
  it('is asked once where an event is turned down, and not at all where none is', async () => {
    const asked = jest.spyOn(pg.Client.prototype, 'query');
    const looks = (): number =>
      asked.mock.calls.filter(([query]) => (query as { name?: string } | undefined)?.name === 'stored-hashes').length;
    expect(await send(window, accepted(), step('a'), step('b'))).toBe('accepted accepted accepted');
    expect(looks()).toBe(0);
    expect(await together([stranger, step('c'), step('d')], [window, step('e')])).toEqual([
      'out-of-scope out-of-scope',
      'accepted',
    ]);
    expect(looks()).toBe(1);
    asked.mockRestore();
  });
});

describe('events of one identity in one batch', () => {
  beforeEach(() => send(window, accepted()).then(() => undefined));

  it('of which the first one was turned down for its feed: the next feed is judged by itself', async () => {
    expect(await together([stranger, step('x')], [window, step('x')])).toEqual(['out-of-scope', 'accepted']);
    expect(await stored('x')).toEqual([{ feed: window!.id, case_no: 'C1' }]);
    expect(await quarantined()).toEqual([{ feed: stranger!.id, event_id: 'x', reason: 'out-of-scope' }]);
  });

  it('are duplicates where the first one was taken, whoever repeats it', async () => {
    expect(await together([window, step('x')], [stranger, step('x')], [window, step('x')])).toEqual([
      'accepted',
      'duplicate',
      'duplicate',
    ]);
    expect(await quarantined()).toEqual([]);
  });

  it('are each answered for their own feed, however many feeds there are', async () => {
    const x = () => step('x');
    expect(await together([stranger, x(), x()], [other, x()], [stranger, x()], [window, x()], [other, x()])).toEqual([
      'out-of-scope out-of-scope',
      'out-of-scope',
      'out-of-scope',
      'accepted',
      'duplicate',
    ]);
    expect(await stored('x')).toEqual([{ feed: window!.id, case_no: 'C1' }]);
    expect((await quarantined()).length).toBe(2);
  });

  it('are all turned down where none of their feeds may report', async () => {
    const x = () => step('x');
    const answers = await together([stranger, x(), x()], [other, x()], [stranger, x()], [other, x()]);
    expect(new Set(answers.flatMap((a) => a.split(' ')))).toEqual(new Set(['out-of-scope']));
    expect(await stored('x')).toEqual([]);
  });

  it('with other contents: the first that may be taken stands, though on another case', async () => {
    await send(window, accepted('C2'));
    expect(await together([stranger, step('x')], [window, step('x', 'C2')], [window, step('x')])).toEqual([
      'out-of-scope',
      'accepted',
      'conflict',
    ]);
    expect(await stored('x')).toEqual([{ feed: window!.id, case_no: 'C2' }]);
  });

  it('one of which the database refuses share its fate and no other', async () => {
    const broken = () => ({ ...step('x'), recordedAt: 8.6e15 });
    const answers = await together(
      [stranger, step('y')],
      [window, broken(), step('a')],
      [window, step('y'), broken(), step('b'), step('a')],
    );
    expect(answers).toEqual([
      'out-of-scope',
      'could-not-judge accepted',
      'accepted could-not-judge accepted duplicate',
    ]);
  });

  it('are judged by themselves again where the batch is written anew', async () => {
    await hall.rows('CREATE SEQUENCE attempt');
    await hall.rows(`CREATE FUNCTION fail_once() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN IF nextval('attempt') = 1 THEN RAISE EXCEPTION 'once' USING ERRCODE = '40001'; END IF; RETURN NULL; END $$`);
    await hall.rows('CREATE TRIGGER fail_once AFTER UPDATE ON case_file FOR EACH ROW EXECUTE FUNCTION fail_once()');
    expect(await together([stranger, step('x')], [window, step('x'), step('y')])).toEqual([
      'out-of-scope',
      'accepted accepted',
    ]);
    expect(await hall.value(`SELECT last_value::int FROM attempt`)).toBe(2);
  });
});
