import type { CardBrief } from '../../console.protocol.js';
import { type LiveQuery, matcherOf, orderOf } from './live-query.js';

/** The rows of a query in their order. New ones go to their place, or wait while the reader is at work in the list. */
export class LiveList {
  rows: readonly CardBrief[] = [];
  /** New ones that wait. */
  held: CardBrief[] = [];
  private readonly matches: (card: CardBrief) => boolean;
  private readonly order: (a: CardBrief, b: CardBrief) => number;

  constructor(readonly query: LiveQuery) {
    this.matches = matcherOf(query);
    this.order = orderOf(query);
  }

  /** Begins anew with all cards; `waiting` ones are left to those that wait. */
  fill(cards: Iterable<CardBrief>, waiting: readonly CardBrief[] = []): void {
    const ids = new Set(waiting.map(({ id }) => id));
    const rows: CardBrief[] = [];
    for (const card of cards) if (!ids.has(card.id) && this.matches(card)) rows.push(card);
    this.rows = rows.sort(this.order);
    this.held = waiting.filter(this.matches);
  }

  /** @returns how many of them belong to the list */
  arrive(cards: readonly CardBrief[], holding: boolean): number {
    const own = cards.filter(this.matches);
    if (holding) this.held.push(...own);
    else this.insert(own);
    return own.length;
  }

  showHeld(): readonly CardBrief[] {
    const shown = this.held;
    this.held = [];
    this.insert(shown);
    return shown;
  }

  /** The same rows in the same order, as their cards are now. */
  refresh(current: (id: string) => CardBrief | undefined): void {
    this.rows = this.rows.map((row) => current(row.id) ?? row);
    this.held = this.held.map((card) => current(card.id) ?? card);
  }

  drop(ids: ReadonlySet<string>): void {
    if (ids.size === 0) return;
    this.rows = this.rows.filter(({ id }) => !ids.has(id));
    this.held = this.held.filter(({ id }) => !ids.has(id));
  }

  private insert(cards: readonly CardBrief[]): void {
    if (cards.length === 0) return;
    const rows = this.rows.slice();
    for (const card of cards) rows.splice(placeOf(card, rows, this.order), 0, card);
    this.rows = rows;
  }
}

/** Where a card belongs among ordered ones. */
function placeOf(card: CardBrief, rows: readonly CardBrief[], order: (a: CardBrief, b: CardBrief) => number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (order(rows[middle]!, card) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
