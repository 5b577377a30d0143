import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  decided,
  event,
  FOOD,
  INSTANT,
  ONE_HOUR,
  opened,
  PLANNING,
  watermark,
  type WindowEvent,
} from '../support/events.js';
import { startServer, type TestServer } from '../support/server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const REPLAY = 'demo-replay';
const send = async (...events: WindowEvent[]) => {
  const { body } = await server.post(events, REPLAY);
  expect(body).toMatchObject({ accepted: events.length, rejected: [] });
};
const clock = (caseNo: string, kind: 'promised' | 'statutory' | 'step' | 'notice') => server.clockOf(caseNo, kind);

describe('golden cases through a declared feed', () => {
  beforeAll(async () => {
    await send(
      ...opened('S2', '2014-09-22 10:00', '2014-09-29 10:00'),
      ...['16:59:00', '17:00:00', '17:00:01'].flatMap((time, i) => [
        ...opened(`C1-${i}`, '2018-10-15 10:00', undefined, PLANNING),
        decided(`C1-${i}`, `2018-10-29 ${time}`),
      ]),
      ...opened('E1', '2018-10-15 10:00', undefined, PLANNING),
      event('E1', 'extension.granted', '2018-10-22 10:00', { days: 10, approver: '张三', reason: '案情复杂' }),
      ...opened('E2', '2018-10-15 10:00', undefined, PLANNING),
      event('E2', 'pause.started', '2018-10-22 10:00', { kind: 'expert-review' }),
      event('E2', 'pause.ended', '2018-10-26 10:00', { kind: 'expert-review' }),
      ...opened('I-day', '2018-10-15 10:00', undefined, INSTANT),
      ...opened('I-late', '2018-10-15 17:00:01', undefined, INSTANT),
      ...opened('I-off', '2018-10-20 10:00', undefined, INSTANT),
      ...opened('H-lunch', '2018-10-15 11:30', undefined, ONE_HOUR),
      ...opened('H-close', '2018-10-15 16:30', undefined, ONE_HOUR),
      ...opened('STEP', '2018-10-15 10:00'),
      event('STEP', 'step.started', '2018-10-16 09:30', { step: 'review', officer: 'W1' }),
      event('STEP', 'step.completed', '2018-10-22 09:30', { step: '审查', officer: 'W1' }),
      decided('STEP', '2018-10-23 10:00'),
      ...opened('THREAD', '2018-10-15 10:00'),
      ...opened('NOLIMIT', '2018-10-15 10:00', undefined, { item: 'unknown-item', org: FOOD.org }),
      watermark('2018-12-31 00:00'),
    );
  });

  it('S2: a notice on the sixth day is late, and the clocks start on the receipt day', async () => {
    expect(await server.cardsOf('S2')).toEqual([
      'T-NOTICE-LATE 2014-09-28T17:00:00+08:00',
      'T-PROMISE-OVER 2014-09-30T17:00:00+08:00',
      'T-STATUTE-OVER 2014-10-23T17:00:00+08:00',
    ]);
    expect(await clock('S2', 'statutory')).toMatchObject({
      startedAt: '2014-09-22T10:00:00+08:00',
      dueAt: '2014-10-23T17:00:00+08:00',
      overdue: true,
    });
  });

  it.each([
    ['a minute before', 0, []],
    ['exactly at', 1, []],
    ['a second after', 2, ['T-PROMISE-OVER 2018-10-29T17:00:00+08:00']],
  ])('C1: finished %s the due instant', async (_, i, over) => {
    expect(await server.cardsOf(`C1-${i}`)).toEqual(['T-PROMISE-NEAR 2018-10-25T09:00:00+08:00', ...over]);
    expect(await clock(`C1-${i}`, 'promised')).toMatchObject({
      dueAt: '2018-10-29T17:00:00+08:00',
      overdue: over.length > 0,
    });
  });

  it('E1: an extension of ten days lengthens both limits', async () => {
    expect(await clock('E1', 'statutory')).toMatchObject({ dueAt: '2018-11-26T17:00:00+08:00' });
    expect(await clock('E1', 'promised')).toMatchObject({ dueAt: '2018-11-12T17:00:00+08:00' });
  });

  it('E2: the days of a special procedure do not count, its first and last included', async () => {
    expect(await clock('E2', 'statutory')).toMatchObject({ dueAt: '2018-11-19T17:00:00+08:00' });
    const sheet = await server.clockSheet('E2');
    const ledger = sheet.clocks.find(({ kind }) => kind === 'statutory')?.ledger ?? [];
    const paused = ledger.filter(({ reason }) => reason === 'pause').map(({ date }) => date);
    expect(paused).toEqual(['2018-10-22', '2018-10-23', '2018-10-24', '2018-10-25', '2018-10-26']);
    expect(ledger.filter(({ counted }) => counted)).toHaveLength(20);
    expect(ledger.at(-1)).toMatchObject({ date: '2018-11-19', counted: true, n: 20 });
  });

  it.each([
    ['I-day', '2018-10-15T17:00:00+08:00'],
    ['I-late', '2018-10-16T17:00:00+08:00'],
    ['I-off', '2018-10-22T17:00:00+08:00'],
  ])('an instant item is due at close of business: %s', async (caseNo, dueAt) => {
    expect(await clock(caseNo, 'promised')).toMatchObject({ dueAt, overdue: true });
    expect(await server.cardsOf(caseNo)).toContain(`T-PROMISE-OVER ${dueAt}`);
  });

  it.each([
    ['H-lunch', '2018-10-15T13:30:00+08:00'],
    ['H-close', '2018-10-16T09:30:00+08:00'],
  ])('an hour counts within office hours only: %s', async (caseNo, dueAt) => {
    expect(await clock(caseNo, 'promised')).toMatchObject({ dueAt, limit: '1 workingHour' });
  });

  it('a step over its own limit is one yellow card that names the step', async () => {
    const cards = await server.allCards({ case: 'STEP', rule: 'T-STEP-OVER' });
    expect(cards).toMatchObject([{ level: 'yellow', step: '审查', raisedAt: '2018-10-19T17:00:00+08:00' }]);
    expect(await clock('STEP', 'step')).toMatchObject({ finishedAt: '2018-10-22T09:30:00+08:00', overdue: true });
  });

  it('reminder, yellow and red of a case are one thread, each explained', async () => {
    const cards = (await server.allCards({ case: 'THREAD' })).reverse();
    expect(cards.map(({ rule, level, raisedAt }) => [rule, level, raisedAt])).toEqual([
      ['T-PROMISE-NEAR', 'reminder', '2018-10-22T09:00:00+08:00'],
      ['T-PROMISE-OVER', 'yellow', '2018-10-24T17:00:00+08:00'],
      ['T-STATUTE-OVER', 'red', '2018-11-12T17:00:00+08:00'],
    ]);
    expect(new Set(cards.map(({ thread }) => thread)).size).toBe(1);
    for (const { explanation, no, ruleVersion, status } of cards) {
      expect(no.length).toBeLessThanOrEqual(20);
      expect([status, ruleVersion !== '', explanation.basis.length > 0]).toEqual(['issued', true, true]);
      expect(explanation.ledger.filter(({ counted }) => counted).length).toBeGreaterThanOrEqual(7);
    }
  });

  it('a case without any limit is never on time', async () => {
    expect(await clock('NOLIMIT', 'promised')).toMatchObject({ state: 'no-limit', dueAt: null, overdue: null });
    expect(await server.cardsOf('NOLIMIT')).toEqual([]);
  });

  it('the second evaluator agrees', async () => {
    expect((await server.verify()).found).toEqual({ missing: 0, extra: 0, different: 0, couldNotCheck: 0 });
  });
});

describe('a declared watermark', () => {
  it('lets events beyond it wait, in any order, and judges them when it comes', async () => {
    await send(decided('W-1', '2019-02-15 10:00'), ...opened('W-1', '2019-01-15 10:00').reverse());
    const waiting = await server.caseView('W-1');
    expect(waiting.events.map((e) => e.waiting)).toEqual([true, true, true]);
    expect(waiting.cards).toEqual([]);
    await send(watermark('2019-01-20 00:00'));
    const partly = await server.caseView('W-1');
    expect(partly.events.map((e) => e.waiting)).toEqual([false, false, true]);
    expect(partly).toMatchObject({ judgedTo: '2019-01-20T00:00:00+08:00', item: FOOD.item, org: FOOD.org });
    await send(watermark('2019-03-01 00:00'));
    // The statutory limit ended on 02-19 only, after the Spring Festival.
    expect(await server.cardsOf('W-1')).toEqual([
      'T-PROMISE-NEAR 2019-01-22T09:00:00+08:00',
      'T-PROMISE-OVER 2019-01-24T17:00:00+08:00',
    ]);
    expect((await server.caseView('W-1')).events.map((e) => e.waiting)).toEqual([false, false, false]);
  });

  it('never moves backwards', async () => {
    const until = async () => {
      const { body } = await server.get<{ items: { name: string; declaredUntil: string }[] }>('/api/v1/sources');
      return body.items.find(({ name }) => name === REPLAY)?.declaredUntil;
    };
    const before = await until();
    await send(watermark('2010-01-01 00:00'));
    expect(await until()).toBe(before);
  });

  it('makes what comes after it late: stored, marked, and attached to the cards', async () => {
    await send(...opened('LATE', '2018-10-15 10:00'));
    const before = await server.cardsOf('LATE');
    expect(before).toContain('T-PROMISE-OVER 2018-10-24T17:00:00+08:00');
    await send(decided('LATE', '2018-10-20 10:00'));
    expect(await server.cardsOf('LATE')).toEqual(before);
    const [card] = await server.allCards({ case: 'LATE', rule: 'T-PROMISE-OVER' });
    expect(card?.evidence).toEqual(
      expect.arrayContaining([expect.objectContaining({ rule: 'I-LATE-REPORT', type: 'approval.case.decided' })]),
    );
    expect(await clock('LATE', 'promised')).toMatchObject({ finishedAt: '2018-10-20T10:00:00+08:00', overdue: false });
    expect((await server.caseView('LATE')).events.at(-1)).toMatchObject({ late: true });
  });
});

describe('a live window', () => {
  it('is judged at once, and late evidence leaves the card to a person while the clock shows the truth', async () => {
    await server.post(opened('LIVE', '2019-03-04 10:00'));
    const cards = await server.cardsOf('LIVE');
    expect(cards).toEqual([
      'T-PROMISE-NEAR 2019-03-11T09:00:00+08:00',
      'T-PROMISE-OVER 2019-03-13T17:00:00+08:00',
      'T-STATUTE-OVER 2019-04-01T17:00:00+08:00',
    ]);
    await server.post([decided('LIVE', '2019-03-08 10:00')]);
    expect(await server.cardsOf('LIVE')).toEqual(cards);
    const [card] = await server.allCards({ case: 'LIVE', rule: 'T-STATUTE-OVER' });
    expect(card?.evidence.at(-1)).toMatchObject({ type: 'approval.case.decided', time: '2019-03-08T10:00:00+08:00' });
    expect(card?.explanation.clock?.dueAt).toBe('2019-04-01T17:00:00+08:00');
    for (const kind of ['promised', 'statutory'] as const)
      expect(await clock('LIVE', kind)).toMatchObject({ finishedAt: '2019-03-08T10:00:00+08:00', overdue: false });
  });
});
