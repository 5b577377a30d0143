import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { IncomingEvent } from '../../src/intake/cloud-event.js';
import type { Feed } from '../../src/sources/feed.js';
import { MAX_CASE_EVENTS, MAX_MOVING_EVENTS, MAX_OTHER_EVENTS } from '../../src/supervision/batch.js';
import type { Supervisor } from '../../src/supervision/supervisor.js';
import { incoming } from '../support/incoming-events.js';
import { Hall, words } from '../support/supervision-hall.js';

let hall: Hall;
let supervisor: Supervisor;
let window: Feed;
beforeEach(async () => {
  hall = await Hall.open();
  window = await hall.feed('clock');
  supervisor = hall.process();
});
afterEach(() => hall.close());

const deliver = async (...events: IncomingEvent[]): Promise<string[]> =>
  words(await supervisor.deliver(window, events, []));
const steps = (n: number, caseNo = 'C1'): IncomingEvent[] =>
  Array.from({ length: n }, (_, i) =>
    incoming('2018-10-15 10:00', i % 2 ? 'step.completed' : 'step.started', { caseNo }),
  );
const pauses = (n: number, caseNo = 'C1'): IncomingEvent[] =>
  Array.from({ length: n }, (_, i) =>
    incoming('2018-10-15 10:00', (['pause.started', 'pause.ended', 'extension.granted'] as const)[i % 3]!, { caseNo }),
  );
const visit = (caseNo: string) => incoming('2018-10-15 10:00', 'visit.made', { caseNo });
const accepted = (n: number) => Array<string>(n).fill('accepted');
const TOO_MANY = 'too-many-events';

describe('a case has a bound', () => {
  it('of events that bear on its clocks: the next one is turned down and kept, its neighbours are taken', async () => {
    expect(await deliver(...steps(MAX_CASE_EVENTS - 1))).toEqual(accepted(MAX_CASE_EVENTS - 1));
    const [last, over] = steps(2);
    expect(await deliver(last!, over!, ...steps(1, 'C2'), over!)).toEqual(['accepted', TOO_MANY, 'accepted', TOO_MANY]);
    expect(await deliver(...steps(1))).toEqual([TOO_MANY]);
    expect(await hall.value(`SELECT count(*)::int FROM event WHERE case_no = 'C1'`)).toBe(MAX_CASE_EVENTS);
    const kept = await hall.rows('SELECT case_no, reason, member, event_id = $1 AS over FROM quarantine ORDER BY id', [
      over!.id,
    ]);
    expect(kept).toEqual([
      { case_no: 'C1', reason: TOO_MANY, member: 'subject', over: true },
      { case_no: 'C1', reason: TOO_MANY, member: 'subject', over: false },
    ]);
  });

  it('within one delivery as well', async () => {
    const answers = await deliver(...steps(MAX_CASE_EVENTS + 2), ...steps(1, 'C2'));
    expect(answers).toEqual([...accepted(MAX_CASE_EVENTS), TOO_MANY, TOO_MANY, 'accepted']);
  });

  it('of pauses and extensions, which leaves room for other events', async () => {
    expect(await deliver(...pauses(MAX_MOVING_EVENTS - 1))).toEqual(accepted(MAX_MOVING_EVENTS - 1));
    const answers = await deliver(...pauses(2), ...steps(1), ...pauses(1, 'C2'));
    expect(answers).toEqual(['accepted', TOO_MANY, 'accepted', 'accepted']);
    expect(await deliver(...pauses(3))).toEqual([TOO_MANY, TOO_MANY, TOO_MANY]);
    expect(await deliver(...steps(1))).toEqual(['accepted']);
  });

  it('of events without a bearing on its clocks, whoever has kept count of them: they never keep out one that bears', async () => {
    const visits = (n: number) => Array.from({ length: n }, () => visit('C1'));
    expect(await deliver(...visits(MAX_OTHER_EVENTS - 1))).toEqual(accepted(MAX_OTHER_EVENTS - 1));
    const [last, over] = visits(2) as [IncomingEvent, IncomingEvent];
    expect(await deliver(last, over, visit('C2'))).toEqual(['accepted', TOO_MANY, 'accepted']);
    const other = hall.process();
    expect(words(await other.deliver(window, [...visits(1), ...steps(1), last], []))).toEqual([
      ...[TOO_MANY, 'accepted', 'duplicate'],
    ]);
    expect(await hall.value(`SELECT count(*)::int FROM event WHERE case_no = 'C1'`)).toBe(MAX_OTHER_EVENTS + 1);
    expect(await hall.value(`SELECT count(*)::int FROM quarantine WHERE reason = '${TOO_MANY}'`)).toBe(2);
  });

  it('that events without a bearing on its clocks neither fill nor meet', async () => {
    const visits = Array.from({ length: 20 }, () => visit('C1'));
    expect(await deliver(...visits, ...steps(MAX_CASE_EVENTS))).toEqual(accepted(MAX_CASE_EVENTS + 20));
    expect(await deliver(visit('C1'), ...steps(1))).toEqual(['accepted', TOO_MANY]);
  });
});
