import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CaseStanding, countdownOf } from '../../src/cards/countdown.js';
import { loadCalendars } from '../../src/catalogue/calendars/calendar.loader.js';
import type { CardView, CaseView } from '../../src/console/console.protocol.js';
import { type Instant, parseRfc3339 } from '../../src/domain/instant.js';
import { china } from '../support/events.js';
import {
  LIMITED,
  ORGS,
  PASSWORD,
  type SmallProvince,
  startSmallProvince,
  type Told,
} from '../support/small-province.js';
import { MAX_COUNTDOWNS } from '../../src/cards/card.query.js';

const at = (text: string): Instant => parseRfc3339(china(text))!;
const calendar = loadCalendars('config/calendars').get('cn')!;

/** Promised due on Friday 12 October 2018, statutory due on 2 November. */
const standing = (more: Partial<CaseStanding> = {}): CaseStanding => ({
  state: 'accepted',
  endedAt: null,
  ownTime: at('2018-10-11 10:00'),
  notComputable: false,
  promised: { dueAt: at('2018-10-12 17:00'), unit: 'workingDay', paused: false },
  statutory: { dueAt: at('2018-11-02 17:00'), unit: 'workingDay', paused: false },
  ...more,
});
const none = { dueAt: null, unit: undefined, paused: false };
const HOUR = 60;
const DAY = 7 * HOUR;

describe('a countdown', () => {
  it('of a reminder runs to the promised due instant, in office hours', () => {
    expect(countdownOf('reminder', standing(), calendar, at('2018-10-11 10:00'))).toEqual({
      state: 'running',
      limit: 'promised',
      dueAt: '2018-10-12T17:00:00+08:00',
      // Until 17:00 without the hour at noon, and the whole Friday.
      minutes: 6 * HOUR + DAY,
      workday: DAY,
      at: '2018-10-11T10:00:00+08:00',
      caseState: 'accepted',
    });
  });

  it('of a yellow card runs to the statutory due instant, over weekends that do not count', () => {
    // From Friday 17:00 to Friday 17:00 three weeks later: 15 working days.
    const friday = standing({ ownTime: at('2018-10-12 17:00') });
    expect(countdownOf('yellow', friday, calendar, at('2018-10-12 17:00'))).toMatchObject({
      state: 'running',
      limit: 'statutory',
      minutes: 15 * DAY,
    });
  });

  it('counts a make-up day and leaves a holiday out', () => {
    // 2018: Saturday 29 and Sunday 30 September are worked, 1 to 7 October are off.
    const eve = standing({
      ownTime: at('2018-09-28 17:00'),
      promised: { dueAt: at('2018-10-08 17:00'), unit: 'workingDay', paused: false },
    });
    expect(countdownOf('reminder', eve, calendar, at('2018-09-28 17:00')).minutes).toBe(3 * DAY);
  });

  it('takes the promised limit where there is no statutory one, and says where there is none at all', () => {
    expect(countdownOf('yellow', standing({ statutory: none }), calendar, 0)).toMatchObject({ limit: 'promised' });
    expect(countdownOf('yellow', standing({ statutory: none, promised: none }), calendar, 0)).toMatchObject({
      state: 'no-limit',
      limit: null,
      minutes: null,
    });
  });

  it('is over only once the case has been judged past the instant; at the instant itself it is not', () => {
    const due = at('2018-11-02 17:00');
    const by = (ownTime: Instant, now: Instant) => countdownOf('red', standing({ ownTime }), calendar, now);
    expect(by(due, due)).toMatchObject({ state: 'running', minutes: 0 });
    expect(by(due, due + 1)).toMatchObject({ state: 'unreported', minutes: 0 });
    // Monday noon, after a weekend.
    expect(by(at('2018-11-05 12:00'), at('2018-11-05 12:01'))).toMatchObject({ state: 'over', minutes: -3 * HOUR });
  });

  it('stands still while a pause holds the clock, unless the limit has passed before', () => {
    const paused = { dueAt: at('2018-11-02 17:00'), unit: 'workingDay', paused: true } as const;
    expect(countdownOf('yellow', standing({ statutory: paused }), calendar, 0)).toMatchObject({
      state: 'paused',
      minutes: null,
      dueAt: '2018-11-02T17:00:00+08:00',
    });
    const open = { ...paused, dueAt: null };
    expect(countdownOf('yellow', standing({ statutory: open }), calendar, 0)).toMatchObject({
      state: 'paused',
      dueAt: null,
    });
    const late = standing({ statutory: paused, ownTime: at('2018-11-05 10:00') });
    expect(countdownOf('yellow', late, calendar, 0)).toMatchObject({ state: 'over', minutes: -HOUR });
  });

  it('ends with the case and keeps how near or far the limit then was', () => {
    const ended = standing({ state: 'decided', endedAt: at('2018-10-15 10:00'), ownTime: at('2018-12-01 10:00') });
    expect(countdownOf('reminder', ended, calendar, at('2018-12-01 10:00'))).toMatchObject({
      state: 'ended',
      minutes: -HOUR,
      at: '2018-10-15T10:00:00+08:00',
      caseState: 'decided',
    });
  });

  it('of a limit in hours goes by the wall clock', () => {
    const statutory = { dueAt: at('2018-10-13 10:00'), unit: 'hour', paused: false } as const;
    expect(countdownOf('yellow', standing({ statutory }), calendar, 0)).toMatchObject({
      minutes: 48 * HOUR,
      workday: null,
    });
  });

  it('guesses nothing beyond the published calendars', () => {
    const statutory = { dueAt: null, unit: 'workingDay', paused: false } as const;
    expect(countdownOf('yellow', standing({ statutory, notComputable: true }), calendar, 0)).toMatchObject({
      state: 'not-computable',
      minutes: null,
    });
    const far = { dueAt: at('2099-01-05 17:00'), unit: 'workingDay', paused: false } as const;
    expect(countdownOf('yellow', standing({ statutory: far }), calendar, 0)).toMatchObject({ minutes: null });
  });
});

describe('the countdowns of cards', () => {
  const NOW = at('2018-10-26 15:30');
  const PAUSED = 'paused-item';
  const LIMIT = { amount: 5, unit: 'workingDay', from: 'acceptance' };
  const ITEM = { name: '评审', org: ORGS.province, kind: 'promised', promised: LIMIT, steps: [] };
  const begun = (caseNo: string, on: string, org: string = ORGS.shenyang, item = LIMITED): Told[] => [
    [caseNo, 'case.received', on, { item, org }],
    [caseNo, 'case.accepted', on],
  ];
  let province: SmallProvince;
  let cards: CardView[];
  const of = (caseNo: string, level: string) => cards.find((c) => c.caseNo === caseNo && c.level === level);

  beforeAll(async () => {
    province = await startSmallProvince(NOW);
    await province.query(`INSERT INTO item_version (code, version, body, created_by) VALUES ($1, 1, $2, 'test')`, [
      PAUSED,
      JSON.stringify({ ...ITEM, pauses: [{ kind: 'expert-review', maxDays: 15 }] }),
    ]);
    await province.account('heping', 'head', ORGS.heping);
    await province.tell(
      [
        ...begun('near', '2018-10-22 10:00'),
        ...begun('yellow', '2018-10-12 10:00', ORGS.heping),
        ...begun('red', '2018-09-14 10:00'),
        ...begun('done', '2018-10-12 10:00'),
        ['done', 'case.decided', '2018-10-22 11:00', { outcome: 'granted' }],
      ],
      '2018-10-26 15:00',
    );
    cards = (await province.get<{ items: CardView[] }>('/api/v1/cards')).body.items;
  });
  afterAll(() => province?.stop());

  it('equal what is left of the clocks on the page of their case', async () => {
    let compared = 0;
    for (const { caseNo, countdown } of cards) {
      const { clocks } = (await province.get<CaseView>(`/api/v1/cases/${caseNo}`)).body;
      const clock = clocks.find(({ kind }) => kind === countdown?.limit);
      expect({ caseNo, dueAt: countdown?.dueAt }).toEqual({ caseNo, dueAt: clock?.dueAt });
      if (countdown?.state === 'ended') continue;
      expect({ caseNo, minutes: countdown?.minutes }).toEqual({ caseNo, minutes: clock?.remaining });
      compared += 1;
    }
    expect(compared).toBe(6);
  });

  it('tell each state as it is', () => {
    expect(of('near', 'reminder')?.countdown).toMatchObject({ state: 'running', limit: 'promised' });
    expect(of('yellow', 'yellow')?.countdown).toMatchObject({ state: 'running', limit: 'statutory' });
    expect(of('red', 'red')?.countdown).toMatchObject({ state: 'over', limit: 'statutory' });
    expect(of('done', 'yellow')?.countdown).toMatchObject({ state: 'ended', caseState: 'decided' });
  });

  it('come with the regions of the organisation, from the province down', () => {
    expect(of('yellow', 'yellow')?.regions.map(({ code, name }) => [code, name])).toEqual([
      ['210000', '辽宁省'],
      ['210100', '沈阳市'],
      ['210102', '和平区'],
    ]);
  });

  it('are asked for again by id, within what the account may see', async () => {
    const ask = async (ids: unknown, username = 'inspector') => {
      const session = await fetch(`${province.url}/api/v1/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username, password: PASSWORD }),
      });
      const { token } = (await session.json()) as { token: string };
      const answer = await fetch(`${province.url}/api/v1/cards/countdowns`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ ids }),
      });
      const body = (await answer.json()) as { items?: { id: string; countdown: unknown }[]; member?: string };
      return { status: answer.status, body };
    };
    const ids = cards.map(({ id }) => id);
    const all = await ask(ids);
    expect(all.status).toBe(200);
    expect(new Map(all.body.items?.map((one) => [one.id, one.countdown]))).toEqual(
      new Map(cards.map(({ id, countdown }) => [id, countdown])),
    );
    const own = cards.filter(({ org }) => org === ORGS.heping).map(({ id }) => id);
    expect((await ask(ids, 'heping')).body.items?.map(({ id }) => id).sort()).toEqual(own.sort());
    for (const wrong of [[], 'x', ['0'], [1], Array.from({ length: MAX_COUNTDOWNS + 1 }, (_, i) => String(i + 1))])
      expect(await ask(wrong)).toMatchObject({ status: 400, body: { member: 'ids' } });
  });

  it('stand in a brief page too, without explanation', async () => {
    const { items } = (await province.get<{ items: CardView[] }>('/api/v1/cards?brief=true')).body;
    const full = cards.map(({ explanation: _e, evidence: _v, revocation: _r, notify: _n, ...brief }) => brief);
    expect(items).toEqual(full);
  });

  it('stand still while a special procedure holds the clock', async () => {
    await province.tell(
      [
        ...begun('held', '2018-10-22 10:00', ORGS.shenyang, PAUSED),
        ['held', 'pause.started', '2018-10-26 15:10', { kind: 'expert-review', plannedDays: 10 }],
      ],
      '2018-10-26 15:20',
    );
    const { body } = await province.get<{ items: CardView[] }>('/api/v1/cards?case=held');
    const { clocks } = (await province.get<CaseView>('/api/v1/cases/held')).body;
    const promised = clocks.find(({ kind }) => kind === 'promised');
    expect(promised?.state).toBe('paused');
    expect(body.items[0]?.countdown).toMatchObject({ state: 'paused', minutes: null, dueAt: promised?.dueAt });
  });

  it('of a case that has come to another organisation are not told to the one whose card it was', async () => {
    await province.account('shenyang', 'head', ORGS.shenyang);
    await province.tell(begun('moved', '2018-10-12 10:00'), '2018-10-26 15:25');
    const seen = async (): Promise<CardView[]> =>
      (await province.get<{ items: CardView[] }>('/api/v1/cards?case=moved', 'shenyang')).body.items;
    expect((await seen()).map(({ countdown }) => countdown?.caseState)).toEqual(['accepted', 'accepted']);
    await province.tell(
      [['moved', 'case.received', '2018-10-11 10:00', { item: LIMITED, org: ORGS.dalian }]],
      '2018-10-26 15:26',
    );
    expect((await seen()).map(({ org, countdown }) => ({ org, countdown }))).toEqual([
      { org: ORGS.shenyang, countdown: null },
      { org: ORGS.shenyang, countdown: null },
    ]);
  });
});
