import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { EventType } from '../../src/domain/event.js';
import type { Feed } from '../../src/sources/feed.js';
import type { Supervisor } from '../../src/supervision/supervisor.js';
import { incoming } from '../support/incoming-events.js';
import { Hall } from '../support/supervision-hall.js';
import { at } from '../verify/factory.js';

let hall: Hall;
let supervisor: Supervisor;
let feed: Feed;
beforeEach(async () => {
  hall = await Hall.open();
  [supervisor, feed] = [hall.process(), await hall.feed('clock')];
});
afterEach(() => hall.close());

const tell = (time: string, type: EventType, data: Record<string, unknown> = {}, process = supervisor) =>
  process.deliver(feed, [incoming(time, type, { caseNo: 'C', data })], []);
const local = (column: string) => `to_char(${column} AT TIME ZONE 'Asia/Shanghai', 'MM-DD HH24:MI') AS ${column}`;
const listed = async () =>
  (
    await hall.rows(
      `SELECT ${['received_at', 'accepted_at', 'promised_due', 'ended_at'].map(local).join(', ')}, applicant, officer FROM case_file`,
    )
  )[0];

it('the list of cases knows what was judged last, and who acted last', async () => {
  await tell('2018-10-15 09:00', 'case.received', { officer: '甲', applicant: { kind: 'person', name: '李**' } });
  expect(await listed()).toEqual({
    received_at: '10-15 09:00',
    accepted_at: null,
    promised_due: null,
    ended_at: null,
    applicant: '李**',
    officer: '甲',
  });
  await tell('2018-10-15 10:00', 'case.accepted', { officer: '乙' });
  expect(await listed()).toMatchObject({ accepted_at: '10-15 10:00', promised_due: '10-24 17:00', officer: '乙' });
  // Reported later, happened earlier.
  await tell('2018-10-15 09:30', 'step.started', { step: '审查', officer: '丙' });
  expect(await listed()).toMatchObject({ applicant: '李**', officer: '乙', promised_due: '10-24 17:00' });
  await tell('2018-10-16 11:00', 'case.decided', { outcome: 'granted' });
  expect(await listed()).toMatchObject({ ended_at: '10-16 11:00', officer: '乙' });
});

it('the list of cases names the first applicant, whichever process knows the case', async () => {
  const received = (time: string, name: string, process: Supervisor) =>
    tell(time, 'case.received', { officer: '甲', applicant: { kind: 'person', name } }, process);
  await received('2018-10-15 09:00', '李**', supervisor);
  await received('2018-10-15 09:10', '张**', supervisor);
  expect(await listed()).toMatchObject({ applicant: '李**', officer: '甲' });
  await received('2018-10-15 09:20', '王**', hall.process());
  expect(await listed()).toMatchObject({ applicant: '李**', officer: '甲' });
});

it('a case that can be judged no more keeps in the list what was judged last', async () => {
  await tell('2018-10-15 09:00', 'case.received', { applicant: { kind: 'person', name: '李**' } });
  await tell('2018-10-15 10:00', 'case.accepted', { officer: '乙' });
  const before = await listed();
  hall.standards.instead = () => {
    throw new Error('cannot be judged');
  };
  hall.clock.at = at('2018-11-30 10:00');
  await supervisor.sweep.pass();
  expect(await hall.value<string>('SELECT state FROM case_file')).toBe('could-not-judge');
  expect(await listed()).toEqual(before);
  expect(before).toMatchObject({ accepted_at: '10-15 10:00', promised_due: '10-24 17:00', applicant: '李**' });
});

it('the list of cases unlearns an end that a feed without a right to the case has reported', async () => {
  const stranger = await hall.feed('clock', ['elsewhere']);
  const foreign = incoming('2018-10-15 09:00', 'case.decided', { caseNo: 'C', data: { officer: '假' } });
  await supervisor.deliver(stranger, [foreign], []);
  expect(await listed()).toMatchObject({ ended_at: '10-15 09:00', officer: '假' });
  await tell('2018-10-15 09:30', 'case.received');
  await tell('2018-10-15 10:00', 'case.accepted');
  expect(await listed()).toMatchObject({ received_at: '10-15 09:30', promised_due: '10-24 17:00' });
  expect(await listed()).toMatchObject({ ended_at: null, officer: null });
});

it("a case's own time knows what its rightful feeds have reported, though it bears on no clock", async () => {
  const stranger = await hall.feed('clock', ['elsewhere']);
  await supervisor.deliver(stranger, [incoming('2018-10-15 09:00', 'case.decided', { caseNo: 'C' })], []);
  await tell('2018-10-24 17:01', 'visit.made', { window: '3' });
  await tell('2018-10-15 10:00', 'case.accepted');
  expect(await hall.cards()).toEqual(['C T-PROMISE-NEAR 2018-10-22 09:00', 'C T-PROMISE-OVER 2018-10-24 17:00']);
});
