import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { IncomingEvent } from '../../src/intake/cloud-event.js';
import type { Feed } from '../../src/sources/feed.js';
import type { Supervisor } from '../../src/supervision/supervisor.js';
import { Stopping } from '../../src/supervision/try-later.js';
import { eventually } from '../support/child.js';
import { incoming } from '../support/incoming-events.js';
import { Hall, words } from '../support/supervision-hall.js';
import { at } from '../verify/factory.js';

let hall: Hall;
let window: Feed;
let supervisor: Supervisor;
beforeEach(async () => {
  hall = await Hall.open();
  window = await hall.feed('clock');
  supervisor = hall.process({ deliveryStall: 50, sweepStall: 100 });
});
afterEach(() => hall.close());

const accepted = (caseNo: string, id?: string) => incoming('2018-10-15 10:00', 'case.accepted', { caseNo, id });
const deliver = async (...events: IncomingEvent[]): Promise<string[]> =>
  words(await supervisor.deliver(window, events, []));
const answerOf = (delivery: Promise<string[]>): Promise<string> =>
  delivery.then(
    (verdicts) => verdicts.join(' '),
    () => 'repeat',
  );
const terminate = async (pids: readonly number[]): Promise<void> => {
  await hall.rows('SELECT pg_terminate_backend(pid) FROM unnest($1::int[]) AS pid', [pids]);
};
const pipelineStalls = (): string[] => supervisor.stalls().filter((s) => s.startsWith('pipeline'));

describe('the watchdog', () => {
  it('reports a delivery that waits too long for its commit, until it is committed', async () => {
    await deliver(accepted('C1'));
    expect(pipelineStalls()).toEqual([]);
    const release = await hall.hold('SELECT FROM case_file FOR UPDATE');
    const delivery = deliver(incoming('2018-10-15 10:00', 'step.started'));
    expect(pipelineStalls()).toEqual([]);
    expect(await eventually(() => pipelineStalls().length > 0)).toBe(true);
    expect(pipelineStalls()[0]).toMatch(/^pipeline-stalled: a delivery has waited \d+ s$/);
    await release();
    expect(await delivery).toEqual(['accepted']);
    expect(pipelineStalls()).toEqual([]);
  });

  it('reports a sweep that does not come', async () => {
    expect(await eventually(() => supervisor.stalls().includes('sweep-stalled'))).toBe(true);
  });

  it('reports a process that has stopped, which takes nothing more', async () => {
    await supervisor.stop();
    expect(pipelineStalls()).toEqual(['pipeline-stopped']);
    await expect(deliver(accepted('C1'))).rejects.toThrow(Stopping);
  });
});

describe('stopping', () => {
  it('answers what is under way before it ends', async () => {
    await deliver(accepted('C1'));
    const release = await hall.hold('SELECT FROM case_file FOR UPDATE');
    const delivery = deliver(incoming('2018-10-15 10:00', 'step.started'));
    const stopped = supervisor.stop();
    await release();
    expect(await delivery).toEqual(['accepted']);
    await stopped;
  });
});

describe('a database that ends the connection', () => {
  it('while a batch waits for a case: the sender is told to repeat, and the repeat is taken', async () => {
    await deliver(accepted('C1'));
    const release = await hall.hold('SELECT FROM case_file FOR UPDATE');
    const delivery = answerOf(deliver(accepted('C1', 'new'), accepted('C2', 'newer')));
    expect(await eventually(async () => (await hall.waiting()).length > 0)).toBe(true);
    await terminate(await hall.waiting());
    expect(await delivery).toBe('repeat');
    await release();
    expect(await deliver(accepted('C1', 'new'), accepted('C2', 'newer'))).toEqual(['accepted', 'accepted']);
    expect(await hall.value('SELECT count(*)::int FROM event')).toBe(3);
  });

  it('while a batch is being copied: the sender is told to repeat, and the repeat is taken', async () => {
    const release = await hall.hold(
      `INSERT INTO event (batch, feed, source, id, type, occurred_at, recorded_at, received_at, late, hash, data)
       VALUES (0, 1, 'window', 'contested', 'visit.made', now(), now(), now(), false, '', '{}')`,
    );
    const delivery = answerOf(deliver(accepted('C1', 'contested'), accepted('C2', 'other')));
    expect(await eventually(async () => (await hall.waiting()).length > 0)).toBe(true);
    await terminate(await hall.waiting());
    expect(await delivery).toBe('repeat');
    await release();
    expect(await deliver(accepted('C1', 'contested'), accepted('C2', 'other'))).toEqual(['accepted', 'accepted']);
  });

  it('refuses the commit itself: nobody is told that anything is stored', async () => {
    await hall.rows(`CREATE FUNCTION refuse_commit() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'disk full' USING ERRCODE = '53100'; END $$`);
    await hall.rows(`CREATE CONSTRAINT TRIGGER refuse_commit AFTER INSERT ON event DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION refuse_commit()`);
    const event = accepted('C1');
    expect(await answerOf(deliver(event))).toBe('repeat');
    expect(await hall.value('SELECT count(*)::int FROM event')).toBe(0);
    await hall.rows('DROP TRIGGER refuse_commit ON event');
    expect(await deliver(event)).toEqual(['accepted']);
  });

  it('at any moment: nothing acknowledged is lost, what was not is taken by its repeat, nothing is doubled', async () => {
    hall.clock.at = at('2018-11-20 12:00');
    const answers = new Set<string>();
    for (let round = 0; round < 25; round += 1) {
      const ids = Array.from({ length: 40 }, (_, i) => `${round}-${i}`);
      const events = ids.map((id) => accepted(`C${id}`, id));
      const delivery = answerOf(deliver(...events));
      await new Promise((done) => setTimeout(done, round % 12));
      await hall.rows(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'liangpai-supervision'`,
      );
      const answer = await delivery;
      answers.add(answer.split(' ')[0]!);
      const stored = await hall.value(`SELECT count(*)::int FROM event WHERE id LIKE '${round}-%'`);
      // Told to repeat, the sender cannot know whether the commit came through; a batch is never half there.
      expect(answer === 'repeat' ? [0, 40] : [40]).toContain(stored);
      const repeated = [...new Set((await repeat(events)).split(' '))];
      expect(repeated).toEqual([stored === 0 ? 'accepted' : 'duplicate']);
    }
    expect([...answers].sort()).toEqual(['accepted', 'repeat']);
    expect(await hall.rows('SELECT count(*)::int, count(DISTINCT case_no)::int AS cases FROM event')).toEqual([
      { count: 1_000, cases: 1_000 },
    ]);
    expect(supervisor.stalls().filter((s) => s === 'pipeline-stopped')).toEqual([]);
  });

  /** As a sender does: until there is an answer. */
  async function repeat(events: readonly IncomingEvent[]): Promise<string> {
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const answer = await answerOf(deliver(...events));
      if (answer !== 'repeat') return answer;
    }
    return 'never answered';
  }
});

describe('a case whose card cannot be explained', () => {
  const fragile = (caseNo: string) =>
    incoming('2018-10-15 10:00', 'case.accepted', { caseNo, data: { item: 'fragile' } });
  beforeEach(() => {
    // The judgement goes through; the ledger of the card, which names each day, does not.
    hall.standards.instead = (standards) => ({
      ...standards,
      itemAt: (code, when) => {
        const item = standards.itemAt('item', when);
        return code !== 'fragile' || !item
          ? item
          : {
              ...item,
              get name(): string {
                throw new Error('this item has no name');
              },
              get version(): number {
                throw new Error('this item has no version');
              },
            };
      },
    });
  });

  // Known fault: drafts are made outside the guard of the fold, so one case's explanation fails its whole batch.
  it('goes to quarantine, and its neighbours in the batch are stored', async () => {
    await deliver(accepted('C1'), fragile('C2'));
    hall.clock.at = at('2018-11-20 12:00');
    const later = (caseNo: string) => incoming('2018-11-20 12:00', 'visit.made', { caseNo });
    expect(await answerOf(deliver(later('C1'), later('C2')))).toBe('accepted could-not-judge');
  });

  it('does not keep the sweep from its neighbours', async () => {
    await deliver(accepted('C1'), fragile('C2'));
    hall.clock.at = at('2018-10-22 09:01');
    await supervisor.sweep.pass().catch(() => undefined);
    expect(await hall.cards()).toEqual(['C1 T-PROMISE-NEAR 2018-10-22 09:00']);
  });
});
