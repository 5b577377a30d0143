import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { BriefSnapshot } from '../../src/console/console.protocol.js';
import { eventually } from '../support/child.js';
import { ConsoleHall, until } from './console-probe.js';

describe('a page that has just been opened', () => {
  let hall: ConsoleHall;
  beforeAll(async () => {
    hall = await ConsoleHall.open();
  });
  afterEach(() => hall.disconnectAll());
  afterAll(() => hall?.close());

  const snapshot = async (token?: string): Promise<BriefSnapshot> => {
    const { status, body } = await hall.server.get('/api/v1/console/snapshot', token);
    expect(status).toBe(200);
    return body as unknown as BriefSnapshot;
  };

  it('gets the newest cards without their explanations, and goes on from there by the socket', async () => {
    const before = await hall.raise(['org-a', 'org-b']);
    // A snapshot stands where nothing older can still come: transactions of the tests beside this one hold it back.
    await eventually(async () => (await snapshot(hall.inspector)).cards.length > 0);
    const { cursor, cards, counts } = await snapshot(hall.inspector);
    expect(cards.map(({ id }) => id)).toEqual(before.toReversed());
    expect(counts).toEqual({ reminder: 0, yellow: 2, red: 0 });
    for (const card of cards) expect(Object.keys(card)).not.toContain('explanation');
    const after = await hall.raise(['org-a']);
    const probe = await hall.connected(hall.inspector, cursor);
    await until(() => probe.changed.length > 0);
    expect(probe.snapshots).toMatchObject([{ resumed: true, counts }]);
    expect(probe.changed).toEqual(after);
  });

  it('sees what its account may see, and nothing without a session', async () => {
    const head = await hall.server.signIn('head-b', 'head', 'org-b');
    const { cards, counts } = await snapshot(head);
    expect(cards.map(({ org }) => org)).toEqual(['org-b']);
    expect(counts.yellow).toBe(1);
    expect((await hall.server.get('/api/v1/console/snapshot')).status).toBe(401);
  });
});
