import type {
  CardBrief,
  CardCountdown,
  CardView,
  ConsoleChanges,
  ConsoleSnapshot,
  Level,
} from '../../console.protocol.js';
import { compareIds } from './live-query.js';

/** A snapshot by the socket, or the first one, which came without explanations. */
export type ListSnapshot = Omit<ConsoleSnapshot, 'cards'> & { cards: readonly CardBrief[] };

/** Cards that the page holds; beyond it the oldest go. */
export const MAX_CARDS = 5_000;
/** They go some at a time, so that not every new card costs a walk over all. */
const SLACK = 250;

export type LevelCounts = Record<Level, number>;

export const totalOf = (counts: Readonly<LevelCounts>): number => counts.red + counts.yellow + counts.reminder;

/**
 * The newest cards that the server lets this account see, kept in step with the feed. Not reactive: whoever changes it
 * tells the page.
 */
export class CardFeed {
  loaded = false;
  /** Cursor of the last message; given back in `resume`. */
  cursor: string | null = null;
  /** Cards on the server per level, held here or not. */
  counts: LevelCounts = { reminder: 0, yellow: 0, red: 0 };
  /** Every card on the server is here. */
  complete = false;
  private readonly cards = new Map<string, CardBrief>();
  /** Nothing older has been loaded. */
  private oldest: string | null = null;

  get size(): number {
    return this.cards.size;
  }

  /** There are cards to load that there is room for. */
  get hungry(): boolean {
    return this.loaded && !this.complete && this.size < MAX_CARDS;
  }

  get(id: string): CardBrief | undefined {
    return this.cards.get(id);
  }

  values(): Iterable<CardBrief> {
    return this.cards.values();
  }

  /**
   * Takes a snapshot in place of everything; one that answers a `resume` leaves all as it is.
   *
   * @returns how many of its cards were not known; undefined where it answers a `resume`
   */
  snapshot({ cards, counts, cursor, resumed }: ListSnapshot): number | undefined {
    if (resumed && this.loaded) return undefined;
    const missed = cards.filter(({ id }) => !this.cards.has(id)).length;
    this.cards.clear();
    for (const card of cards) this.cards.set(card.id, card);
    this.oldest = cards.at(-1)?.id ?? null;
    this.complete = cards.length >= totalOf(counts);
    this.counts = { ...counts };
    this.cursor = cursor;
    this.loaded = true;
    return missed;
  }

  /** @returns the cards that are new; the others were known, or are too old to be here */
  changes({ cards, cursor }: ConsoleChanges): CardView[] {
    const arrived: CardView[] = [];
    for (const card of cards) {
      if (!this.cards.has(card.id)) {
        const older = !this.complete && this.oldest !== null && compareIds(card.id, this.oldest) < 0;
        // Evidence on an old card is no new card; that card comes with its page.
        if (!older || card.evidence.length === 0) this.counts[card.level] += 1;
        if (older) continue;
        arrived.push(card);
      }
      this.cards.set(card.id, card);
    }
    this.cursor = cursor;
    return arrived;
  }

  /** Takes a page of older cards. What lies among those known here comes with its own change. */
  older(page: readonly CardBrief[], more: boolean): void {
    const before = this.oldest;
    for (const card of page) {
      if (before !== null && compareIds(card.id, before) >= 0) continue;
      if (this.size >= MAX_CARDS) return;
      this.cards.set(card.id, card);
      this.oldest = card.id;
    }
    this.complete = !more;
  }

  countdowns(items: readonly { id: string; countdown: CardCountdown | null }[]): void {
    for (const { id, countdown } of items) {
      const card = this.cards.get(id);
      if (card) this.cards.set(id, { ...card, countdown });
    }
  }

  /** Cards whose countdown may have moved on, newest first. */
  running(): string[] {
    const ids: string[] = [];
    for (const { id, countdown } of this.cards.values()) if (countdown && countdown.state !== 'ended') ids.push(id);
    return ids.sort((a, b) => compareIds(b, a));
  }

  /** @returns the ids that had to go */
  trim(): ReadonlySet<string> {
    if (this.size <= MAX_CARDS + SLACK) return new Set();
    const ids = [...this.cards.keys()].sort(compareIds);
    const gone = new Set(ids.slice(0, this.size - MAX_CARDS));
    for (const id of gone) this.cards.delete(id);
    this.oldest = ids[gone.size] ?? null;
    this.complete = false;
    return gone;
  }
}

/** The whole card, where the feed has brought it whole. */
export const wholeCard = (card: CardBrief | undefined): CardView | undefined =>
  card && 'explanation' in card ? (card as CardView) : undefined;
