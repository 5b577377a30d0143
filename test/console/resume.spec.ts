import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { MAX_RESUME_CHANGES } from '../../src/console/console-hub.js';
import { Snapshots } from '../../src/console/snapshots.js';
import { MAX_RESUMES } from '../../src/console/viewer.js';
import { ConsoleHall, until } from './console-probe.js';

let hall: ConsoleHall;
beforeAll(async () => {
  hall = await ConsoleHall.open();
});
afterEach(() => hall.disconnectAll());
afterAll(() => hall?.close());

describe('a console that resumes', () => {
  it('is served from a cursor that it names while the snapshot is being read', async () => {
    const first = await hall.connected(hall.inspector);
    const { cursor } = first;
    first.socket.disconnect();
    const [missed] = await hall.raise(['org-a']);
    const snapshots = hall.server.app.get(Snapshots);
    const newest = snapshots.newest.bind(snapshots);
    const late = hall.connect(hall.inspector, null, true);
    // The server reads while the console asks.
    snapshots.newest = async (scope) => {
      snapshots.newest = newest;
      late.socket.emit('resume', { cursor });
      await sleep(100);
      return newest(scope);
    };
    await until(() => late.changed.length > 0);
    expect(late.snapshots.map((s) => s.resumed)).toEqual([false, true]);
    expect(late.changed).toEqual([missed]);
  });

  it('gets a snapshot for a cursor that lies too far back', async () => {
    const first = await hall.connected(hall.inspector);
    const { cursor } = first;
    first.socket.disconnect();
    const [id] = await hall.raise(['org-a']);
    await hall.pool.query(
      `INSERT INTO change (card_id, kind, org, at) SELECT $1, 'evidence', 'org-a', now() FROM generate_series(1, $2)`,
      [id, MAX_RESUME_CHANGES],
    );
    const epoch = cursor?.split('.')[0];
    for (const old of [cursor, `${epoch}.0.0`])
      expect((await hall.connected(hall.inspector, old)).snapshots).toMatchObject([{ resumed: false }]);
  });

  it('is cut off when it asks again and again', async () => {
    const probe = await hall.connected(hall.inspector);
    for (let i = 1; i < MAX_RESUMES; i++) probe.socket.emit('resume', { cursor: probe.cursor });
    await sleep(300);
    expect(probe.ended).toBeUndefined();
    probe.socket.emit('resume', { cursor: probe.cursor });
    await until(() => probe.ended !== undefined);
  });
});
