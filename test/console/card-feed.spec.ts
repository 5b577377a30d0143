import { describe, expect, it } from '@jest/globals';
import type { CardView, ConsoleSnapshot, Level } from '../../src/console/console.protocol.js';
import { CardFeed, MAX_CARDS, totalOf, wholeCard } from '../../src/console/web/live/card-feed.js';
import { card, countdown } from '../support/cards.js';

const lateEvidence: CardView['evidence'] = [
  { rule: 'I-LATE-REPORT', source: 's', eventId: 'e', type: 'case.decided', time: '', receivedAt: '' },
];
const snapshot = (cards: CardView[], more: Partial<ConsoleSnapshot> = {}): ConsoleSnapshot => {
  const counts: Record<Level, number> = { reminder: 0, yellow: 0, red: 0 };
  for (const { level } of cards) counts[level] += 1;
  return { cursor: 'c0', resumed: false, cards, counts, ...more };
};
const fed = (cards: CardView[], more: Partial<ConsoleSnapshot> = {}): CardFeed => {
  const feed = new CardFeed();
  feed.snapshot(snapshot(cards, more));
  return feed;
};
const idsOf = (feed: CardFeed): string[] => [...feed.values()].map(({ id }) => id).sort();
const arrive = (feed: CardFeed, cards: CardView[], cursor = 'c1') =>
  feed.changes({ cursor, cards }).map(({ id }) => id);

describe('the cards of the live page', () => {
  it('are those of the snapshot, with the totals of the server', () => {
    const feed = fed([card(3), card(2, 'red'), card(1)]);
    expect(idsOf(feed)).toEqual(['1', '2', '3']);
    expect(feed.counts).toEqual({ reminder: 0, yellow: 2, red: 1 });
    expect([feed.complete, feed.hungry]).toEqual([true, false]);
  });

  it('take new ones once, however often they are sent', () => {
    const feed = fed([card(8)]);
    expect(arrive(feed, [card(9), card(10)])).toEqual(['9', '10']);
    expect(arrive(feed, [card(10), card(8)], 'c2')).toEqual([]);
    expect([feed.counts.yellow, feed.cursor]).toEqual([3, 'c2']);
  });

  it('change a known card', () => {
    const feed = fed([card(1)]);
    arrive(feed, [card(1, 'yellow', { evidence: lateEvidence })]);
    expect(wholeCard(feed.get('1'))?.evidence).toHaveLength(1);
  });

  it('leave a changed card that is not loaded yet to its page', () => {
    const feed = fed([card(90), card(89)], { counts: { reminder: 0, yellow: 90, red: 0 } });
    expect(arrive(feed, [card(5, 'yellow', { evidence: lateEvidence })])).toEqual([]);
    expect(feed.counts.yellow).toBe(90);
    expect(feed.hungry).toBe(true);
  });

  it('take older pages below what is known, and leave newer cards to their own change', () => {
    const feed = fed([card(10)], { counts: { reminder: 0, yellow: 4, red: 0 } });
    feed.older([card(12), card(10), card(9)], true);
    expect(idsOf(feed)).toEqual(['10', '9']);
    expect(feed.complete).toBe(false);
    feed.older([card(8), card(7)], false);
    expect([feed.size, feed.complete, feed.counts.yellow]).toEqual([4, true, 4]);
    expect(arrive(feed, [card(12)])).toEqual(['12']);
  });

  it('are at most so many: a page is cut, and the oldest go when new ones come', () => {
    const all = Array.from({ length: MAX_CARDS + 600 }, (_, i) => card(MAX_CARDS + 600 - i));
    const feed = fed(all.slice(0, 200), { counts: { reminder: 0, yellow: all.length, red: 0 } });
    feed.older(all.slice(200), false);
    expect([feed.size, feed.complete, feed.hungry]).toEqual([MAX_CARDS, false, false]);
    const more = Array.from({ length: 300 }, (_, i) => card(MAX_CARDS + 601 + i));
    arrive(feed, more);
    const gone = feed.trim();
    expect([gone.size, feed.size]).toEqual([300, MAX_CARDS]);
    expect(gone.has('601') && gone.has('900') && !gone.has('901')).toBe(true);
    expect(totalOf(feed.counts)).toBe(all.length + 300);
  });
});

describe('after a reconnect the cards', () => {
  it('stay as they are when the server goes on from the cursor', () => {
    const feed = fed([card(1)]);
    arrive(feed, [card(2)]);
    const missed = feed.snapshot(snapshot([], { resumed: true, counts: { reminder: 9, yellow: 9, red: 9 } }));
    expect(missed).toBeUndefined();
    expect([feed.cursor, feed.size, feed.counts.yellow]).toEqual(['c1', 2, 2]);
    expect(arrive(feed, [card(2), card(3)], 'c2')).toEqual(['3']);
  });

  it('are replaced when the gap was too wide, and it is known how many are new', () => {
    const feed = fed([card(1), card(2)]);
    expect(feed.snapshot(snapshot([card(9), card(8), card(2)], { cursor: 'c9' }))).toBe(2);
    expect(idsOf(feed)).toEqual(['2', '8', '9']);
  });
});

describe('countdowns', () => {
  it('are asked for as long as a case runs, newest card first', () => {
    const due = '2026-11-23T17:00:00+08:00';
    const feed = fed([
      card(11, 'red', { countdown: countdown(due, { state: 'over' }) }),
      card(9, 'yellow', { countdown: countdown(due) }),
      card(2, 'yellow', { countdown: countdown(due, { state: 'ended' }) }),
      card(1),
    ]);
    expect(feed.running()).toEqual(['11', '9']);
    feed.countdowns([
      { id: '9', countdown: countdown(due, { state: 'ended' }) },
      { id: '77', countdown: null },
    ]);
    expect(feed.running()).toEqual(['11']);
    expect(feed.size).toBe(4);
  });
});
