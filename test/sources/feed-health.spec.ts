import { describe, expect, it } from '@jest/globals';
import { loadCalendars } from '../../src/catalogue/calendars/calendar.loader.js';
import { HOUR, SECOND } from '../../src/domain/instant.js';
import { feedHealth, type FeedReport } from '../../src/sources/feed-health.js';
import { at } from '../verify/factory.js';

const calendar = loadCalendars('config/calendars').forOrg(null);
const CREATED = at('2018-10-08 09:00');

const feed = (report: Partial<FeedReport>): FeedReport => ({
  policy: 'clock',
  maxLag: 60 * SECOND,
  declaredUntil: null,
  lastReceivedAt: null,
  createdAt: CREATED,
  disabledAt: null,
  holdsCases: false,
  simulated: false,
  holdsOthers: false,
  ...report,
});
/** `ok`, or the state, when it began, and whether it is an alarm. */
function health(report: Partial<FeedReport>, now: string): string {
  const { state, since, alarm } = feedHealth(feed(report), at(now), calendar);
  if (since === null) return `${state}${alarm ? ' alarm' : ''}`;
  const began = new Date(since + 8 * HOUR).toISOString().slice(0, 16).replace('T', ' ');
  return `${state} since ${began}${alarm ? ', alarm' : ''}`;
}

describe('a clock feed', () => {
  const heard = (time: string) => ({ lastReceivedAt: at(time) });

  it.each([
    ['within the working day', '2018-10-15 10:00', '2018-10-15 17:00', 'ok'],
    ['over the noon and the night', '2018-10-15 16:00', '2018-10-16 16:00', 'ok'],
    ['for a whole working day', '2018-10-15 16:00', '2018-10-16 16:00:01', 'silent since 2018-10-16 16:00, alarm'],
    ['over a weekend', '2018-10-12 17:00', '2018-10-15 16:59', 'ok'],
    ['over the days of National Day', '2018-09-30 17:00', '2018-10-07 12:00', 'ok'],
    ['over these and a working day', '2018-09-30 17:00', '2018-10-08 17:01', 'silent since 2018-10-08 17:00, alarm'],
    ['for weeks', '2018-10-15 09:00', '2018-11-20 09:00', 'silent since 2018-10-15 17:00, alarm'],
  ])('that is quiet %s', (_, last, now, expected) => {
    expect(health(heard(last), now)).toBe(expected);
  });

  it('outside the published calendars is silent after three days by the clock on the wall', () => {
    expect(health(heard('2031-01-01 09:00'), '2031-01-04 09:00')).toBe('ok');
    expect(health(heard('2031-01-01 09:00'), '2031-01-04 09:01')).toBe('silent since 2031-01-04 09:00, alarm');
  });

  it('may lag as much as was agreed; that is not silence', () => {
    expect(health({ ...heard('2018-10-15 10:00'), maxLag: 24 * HOUR }, '2018-10-15 12:00')).toBe('ok');
  });

  it('names its last event in both languages', () => {
    const { reason } = feedHealth(feed(heard('2018-10-15 10:00')), at('2018-10-20 10:00'), calendar);
    expect(reason).toEqual({
      zh: '最近收到事件于 2018年10月15日10:00，此后已满 1 个工作日没有事件',
      en: 'its last event came at 2018-10-15 10:00, and none for a working day since',
    });
  });
});

describe('a declared feed', () => {
  const declared = (until: string | null, maxLag = 60 * SECOND): Partial<FeedReport> => ({
    policy: 'declared',
    maxLag,
    declaredUntil: until === null ? null : at(until),
    lastReceivedAt: at('2018-10-15 10:00'),
  });

  it.each([
    ['that agreed on nothing is a nightly exchange', declared('2018-10-15 00:00'), '2018-10-16 12:00', 'ok'],
    [
      'that missed its night is behind',
      declared('2018-10-15 00:00'),
      '2018-10-16 12:01',
      'behind since 2018-10-16 12:00, alarm',
    ],
    ['keeps the rhythm that was agreed', declared('2018-10-15 09:00', HOUR), '2018-10-15 10:30', 'ok'],
    [
      'that lost it is behind',
      declared('2018-10-15 09:00', HOUR),
      '2018-10-15 10:31',
      'behind since 2018-10-15 10:30, alarm',
    ],
    [
      'that never declared is behind from its registration on',
      declared(null),
      '2018-10-15 10:00',
      'behind since 2018-10-09 21:00, alarm',
    ],
  ])('%s', (_, report, now, expected) => {
    expect(health(report, now)).toBe(expected);
  });

  it('is judged by its watermark alone: events that go on do not excuse it', () => {
    const report = { ...declared('2018-10-01 00:00'), lastReceivedAt: at('2018-10-15 09:59') };
    expect(health(report, '2018-10-15 10:00')).toMatch(/^behind/);
  });

  it('says what was agreed', () => {
    const { reason } = feedHealth(feed(declared('2018-10-01 00:00', 90 * SECOND)), at('2018-10-15 10:00'), calendar);
    expect(reason).toEqual({
      zh: '水位在 2018年10月1日00:00；应每 90 秒推进一次',
      en: 'its watermark stands at 2018-10-01 00:00; it should move every 90 s',
    });
  });
});

describe('a feed', () => {
  it.each(['clock', 'declared'] as const)('of policy %s that never reported is no alarm', (policy) => {
    expect(health({ policy }, '2018-11-20 10:00')).toBe('never-reported since 2018-10-08 09:00');
  });

  const disabledAt = at('2018-10-15 12:00');
  it('that is disabled is no alarm, however long ago', () => {
    const report = { disabledAt, lastReceivedAt: at('2018-10-12 09:00') };
    expect(health(report, '2018-11-20 10:00')).toBe('disabled since 2018-10-15 12:00');
  });

  it('of the simulator rests while that is off: no alarm, unless a case waits that others report on', () => {
    const declaredUntil = at('2018-10-12 09:00');
    const report = { policy: 'declared', disabledAt, holdsCases: true, simulated: true, declaredUntil } as const;
    expect(health(report, '2018-11-20 10:00')).toBe('disabled since 2018-10-15 12:00');
    expect(health({ ...report, holdsOthers: true }, '2018-11-20 10:00')).toBe('disabled since 2018-10-15 12:00, alarm');
    expect(feedHealth(feed(report), at('2018-11-20 10:00'), calendar).reason).toEqual({
      zh: '模拟器已关闭，水位在 2018年10月12日09:00；其演示办件停在原处，开启模拟器后继续',
      en: 'the simulator is off; its watermark stands at 2018-10-12 09:00; its demonstration cases rest until the simulator is on again',
    });
    // While it is in use it is a source as any other.
    expect(health({ ...report, disabledAt: null }, '2018-11-20 10:00')).toMatch(/^behind .*alarm$/);
  });

  it('that is disabled while running cases wait for its watermark is one', () => {
    const report = { policy: 'declared', disabledAt, holdsCases: true, declaredUntil: at('2018-10-12 09:00') } as const;
    expect(health(report, '2018-11-20 10:00')).toBe('disabled since 2018-10-15 12:00, alarm');
    // The watermark of a clock feed moves on by itself.
    expect(health({ ...report, policy: 'clock' }, '2018-11-20 10:00')).toBe('disabled since 2018-10-15 12:00');
  });
});
