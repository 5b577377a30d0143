import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Feed } from '../../src/sources/feed.js';
import type { Supervisor } from '../../src/supervision/supervisor.js';
import { incoming, watermark } from '../support/incoming-events.js';
import { Hall } from '../support/supervision-hall.js';
import { at } from '../verify/factory.js';

const CARDS = [
  'C1 T-PROMISE-NEAR 2018-10-22 09:00',
  'C1 T-PROMISE-OVER 2018-10-24 17:00',
  'C1 T-STATUTE-OVER 2018-11-12 17:00',
];

let hall: Hall;
let declared: Feed;
let [one, two]: Supervisor[] = [];
beforeEach(async () => {
  hall = await Hall.open();
  declared = await hall.feed('declared');
  hall.clock.at = at('2018-12-01 12:00');
  [one, two] = [hall.process(), hall.process()];
  await one.declare(declared, watermark('2018-10-15 00:00'));
});
afterEach(() => hall.close());

const opening = () => [
  incoming('2018-10-15 09:00', 'case.received', { id: 'received' }),
  incoming('2018-10-15 10:00', 'case.accepted', { id: 'accepted' }),
];

async function someoneWaits(): Promise<void> {
  while ((await hall.waiting()).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
}
const moment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 300));

describe('a case on which several feeds report', () => {
  it('has its cards when a watermark came while another feed reported on it', async () => {
    const window = await hall.feed('clock');
    await one!.deliver(declared, [incoming('2018-10-15 08:00', 'visit.made')], []);
    // Somebody else stores the same event: the delivery has read its standing and waits.
    const release = await hall.hold(
      `INSERT INTO event (batch, feed, source, id, type, case_no, occurred_at, recorded_at, received_at, late, hash, data)
       VALUES (0, $1, 'window', 'received', 'case.received', 'C1', now(), now(), now(), false, '\\x00', '{}')`,
      [window.id],
    );
    const delivering = one!.deliver(window, opening(), []);
    await someoneWaits();
    const declaring = two!.declare(declared, watermark('2018-12-01 00:00'));
    await moment();
    await release();
    await Promise.all([delivering, declaring]);
    expect(await hall.cards()).toEqual(CARDS);
  }, 30_000);

  it('has its cards when the watermarks of two of them come at once', async () => {
    const nightly = await hall.feed('declared');
    await one!.declare(nightly, watermark('2018-10-15 12:00'));
    await one!.deliver(declared, opening(), []);
    await one!.deliver(nightly, [incoming('2018-10-15 11:00', 'visit.made')], []);
    // The sweep has read its standing and waits to leave the case to the other feed.
    const release = await hall.hold('LOCK TABLE case_file IN SHARE MODE');
    const first = one!.declare(declared, watermark('2018-12-01 00:00'));
    await someoneWaits();
    const second = two!.declare(nightly, watermark('2018-12-01 00:00'));
    await moment();
    await release();
    await Promise.all([first, second]);
    expect(await hall.cards()).toEqual(CARDS);
  }, 30_000);
});
