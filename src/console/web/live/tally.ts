import type { CardBrief } from '../../console.protocol.js';
import { type LevelCounts, totalOf } from './card-feed.js';
import { type LiveQuery, matcherOf, without } from './live-query.js';

/** How many cards a query finds, by level; its own level is left open. */
export class LevelTally {
  readonly counts: LevelCounts = { reminder: 0, yellow: 0, red: 0 };
  private readonly matches: (card: CardBrief) => boolean;

  constructor(query: LiveQuery) {
    this.matches = matcherOf(without(query, 'level'));
  }

  recount(cards: Iterable<CardBrief>): this {
    this.counts.reminder = this.counts.yellow = this.counts.red = 0;
    return this.add(cards);
  }

  add(cards: Iterable<CardBrief>): this {
    for (const card of cards) if (this.matches(card)) this.counts[card.level] += 1;
    return this;
  }

  of(query: LiveQuery): number {
    return query.level === undefined ? totalOf(this.counts) : this.counts[query.level];
  }
}
