import { describe, expect, it } from '@jest/globals';
import type { CardView, ConsoleSnapshot, Level } from '../../src/console/console.protocol.js';
import {
  emptyFeed,
  heldIn,
  MAX_ROWS,
  reduceFeed,
  rowsOf,
  type FeedAction,
  type FeedState,
} from '../../src/console/web/live/card-feed.js';

const card = (id: number | string, level: Level = 'yellow', more: Partial<CardView> = {}): CardView => ({
  id: String(id),
  no: `黄〔2026〕${id}`,
  caseNo: `C-${id}`,
  rule: 'T-PROMISE-OVER',
  ruleVersion: '1',
  ruleName: { zh: '超过承诺时限', en: 'Promised limit exceeded' },
  level,
  status: 'issued',
  item: null,
  itemName: null,
  org: null,
  orgName: null,
  orgNameEn: null,
  regions: [],
  countdown: null,
  step: null,
  raisedAt: '2026-11-20T17:00:00+08:00',
  recordedAt: '2026-11-20T17:00:01+08:00',
  dueAt: '2026-11-20T17:00:00+08:00',
  thread: `C-${id}`,
  explanation: {
    expected: { zh: '', en: '' },
    observed: { zh: '', en: '' },
    basis: [],
    clock: { kind: 'promised', startedAt: '', dueAt: '', limit: '', startedBy: 'acceptance' },
    ledger: [],
    versions: { item: null, calendar: '', profile: '' },
  },
  evidence: [],
  ...more,
});

const lateEvidence: CardView['evidence'] = [
  { rule: 'I-LATE-REPORT', source: 's', eventId: 'e', type: 'case.decided', time: '', receivedAt: '' },
];

const snapshot = (cards: CardView[], more: Partial<ConsoleSnapshot> = {}): FeedAction => ({
  type: 'snapshot',
  snapshot: { cursor: 'c0', resumed: false, cards, counts: countsOf(cards), ...more },
});
const countsOf = (cards: CardView[]): Record<Level, number> => {
  const counts = { reminder: 0, yellow: 0, red: 0 };
  for (const { level } of cards) counts[level] += 1;
  return counts;
};
const changes = (cards: CardView[], cursor = 'c1'): FeedAction => ({ type: 'changes', changes: { cursor, cards } });
const after = (...actions: FeedAction[]): FeedState => actions.reduce(reduceFeed, emptyFeed);
const ids = (state: FeedState, view: 'all' | Level = 'all') => rowsOf(state, view).map((row) => row.id);

describe('the card feed', () => {
  it('shows the snapshot in the order in which the server sent it', () => {
    const state = after(snapshot([card(3), card(2, 'red'), card(1)]));
    expect(ids(state)).toEqual(['3', '2', '1']);
    expect(ids(state, 'red')).toEqual(['2']);
    expect(state.counts).toEqual({ reminder: 0, yellow: 2, red: 1 });
  });

  it('puts new cards on top, newest first, also when ids grow by a digit', () => {
    const state = after(snapshot([card(8)]), changes([card(9), card(10)]));
    expect(ids(state)).toEqual(['10', '9', '8']);
    expect(state.counts.yellow).toBe(3);
    expect([...state.fresh].sort()).toEqual(['10', '9']);
  });

  it('shows and counts a card once, however often it is sent', () => {
    const state = after(snapshot([card(1)]), changes([card(2)]), changes([card(2), card(1)], 'c2'));
    expect(ids(state)).toEqual(['2', '1']);
    expect(state.counts.yellow).toBe(2);
    expect(state.cursor).toBe('c2');
  });

  it('changes a known card in its place', () => {
    const state = after(snapshot([card(2), card(1)]), changes([card(1, 'yellow', { evidence: lateEvidence })]));
    expect(ids(state)).toEqual(['2', '1']);
    expect(rowsOf(state, 'all')[1]?.evidence).toHaveLength(1);
    expect(state.fresh.size).toBe(0);
  });

  it('leaves a changed card that is not loaded yet to its page', () => {
    const loaded = snapshot([card(90), card(89)], { counts: { reminder: 0, yellow: 90, red: 0 } });
    const state = after(loaded, changes([card(5, 'yellow', { evidence: lateEvidence })]));
    expect(ids(state)).toEqual(['90', '89']);
    expect(state.counts.yellow).toBe(90);
  });

  it('takes away the mark of fresh rows and leaves later ones marked', () => {
    const state = after(snapshot([card(1)]), changes([card(2)]), changes([card(3)]), { type: 'settle', ids: ['2'] });
    expect([...state.fresh]).toEqual(['3']);
  });
});

describe('held rows', () => {
  const held = [snapshot([card(1)]), { type: 'hold' }, changes([card(2, 'red')]), changes([card(3)])] as const;

  it('wait out of sight while their number is known per view', () => {
    const state = after(...held);
    expect(ids(state)).toEqual(['1']);
    expect([heldIn(state, 'all'), heldIn(state, 'red'), heldIn(state, 'reminder')]).toEqual([2, 1, 0]);
    expect(state.counts).toEqual({ reminder: 0, yellow: 2, red: 1 });
  });

  it('come in together on release, and the next ones at once', () => {
    const state = after(...held, { type: 'release' }, changes([card(4)]));
    expect(ids(state)).toEqual(['4', '3', '2', '1']);
    expect(ids(state, 'red')).toEqual(['2']);
  });

  it('can be shown without ending the pause', () => {
    const state = after(...held, { type: 'show-held' }, changes([card(4)]));
    expect(ids(state)).toEqual(['3', '2', '1']);
    expect(state.held).toEqual(['4']);
  });

  it('still take what changes on cards in sight', () => {
    const state = after(...held, changes([card(1, 'yellow', { evidence: lateEvidence })]));
    expect(rowsOf(state, 'all')[0]?.evidence).toHaveLength(1);
  });
});

describe('after a reconnect', () => {
  it('keeps the rows and counts the cards that it had missed', () => {
    const resumed = snapshot([], { resumed: true, counts: { reminder: 9, yellow: 9, red: 9 } });
    const state = after(snapshot([card(1)]), changes([card(2)]), resumed, changes([card(2), card(3)]));
    expect(ids(state)).toEqual(['3', '2', '1']);
    expect(state.caughtUp).toBe(1);
    expect(state.counts.yellow).toBe(3);
    expect(reduceFeed(state, { type: 'caught-up' }).caughtUp).toBeNull();
  });

  it('replaces the rows when the gap was too wide to replay, and stays paused', () => {
    const state = after(snapshot([card(1)]), { type: 'hold' }, snapshot([card(9), card(8)], { cursor: 'c9' }));
    expect(ids(state)).toEqual(['9', '8']);
    expect(state.caughtUp).toBe(2);
    expect(state.holding).toBe(true);
  });

  it('announces no catch-up at the first connection', () => {
    expect(after(snapshot([card(1)])).caughtUp).toBeNull();
  });
});

describe('older pages', () => {
  const counts = { reminder: 0, yellow: 100, red: 0 };

  it('go to the end of their view only, without repeating rows', () => {
    const page: FeedAction = { type: 'older', view: 'red', items: [card(9, 'red'), card(3, 'red')], next: 'p2' };
    const state = after(snapshot([card(10), card(9, 'red')], { counts }), page);
    expect(ids(state, 'red')).toEqual(['9', '3']);
    expect(ids(state)).toEqual(['10', '9']);
    expect(state.views.red.next).toBe('p2');
  });

  it('do not bring held cards into sight', () => {
    const page: FeedAction = { type: 'older', view: 'all', items: [card(11), card(10)], next: null };
    const state = after(snapshot([card(10)], { counts }), { type: 'hold' }, changes([card(11)]), page);
    expect(ids(state)).toEqual(['10']);
  });

  it('leave a card that overtakes its own change to that change', () => {
    const page: FeedAction = { type: 'older', view: 'all', items: [card(12), card(10), card(9)], next: 'p2' };
    const state = after(snapshot([card(10)], { counts }), page, changes([card(12)]));
    expect(ids(state)).toEqual(['12', '10', '9']);
    expect(state.counts.yellow).toBe(101);
  });

  it('are not asked for when the snapshot holds everything', () => {
    expect(after(snapshot([card(1)])).views.all.next).toBeNull();
    expect(after(snapshot([card(1)], { counts })).views.all.next).toBeUndefined();
  });

  it('are let go beyond the limit of rows and can be paged in anew', () => {
    const many = Array.from({ length: MAX_ROWS + 10 }, (_, i) => card(i + 2));
    const state = after(snapshot([card(1)]), changes(many));
    expect(ids(state)).toHaveLength(MAX_ROWS);
    expect(ids(state)[0]).toBe(String(MAX_ROWS + 11));
    expect(state.views.all.next).toBeUndefined();
  });
});
