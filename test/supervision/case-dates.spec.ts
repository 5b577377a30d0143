import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { EventType } from '../../src/domain/event.js';
import type { Feed } from '../../src/sources/feed.js';
import type { Supervisor } from '../../src/supervision/supervisor.js';
import { incoming } from '../support/incoming-events.js';
import { Hall } from '../support/supervision-hall.js';

let hall: Hall;
let supervisor: Supervisor;
let feed: Feed;
beforeEach(async () => {
  hall = await Hall.open();
  [supervisor, feed] = [hall.process(), await hall.feed('clock')];
});
afterEach(() => hall.close());

const tell = (time: string, type: EventType, data: Record<string, unknown> = {}) =>
  supervisor.deliver(feed, [incoming(time, type, { caseNo: 'C', data })], []);
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
