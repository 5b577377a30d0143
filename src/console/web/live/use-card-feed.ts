import { onScopeDispose, ref, shallowRef, type Ref } from 'vue';
import type { CardView, ConsoleChanges } from '../../console.protocol.js';
import { useSession } from '../session/session.js';
import { useConnection } from '../shared/connection.js';
import { CardFeed, type LevelCounts, type ListSnapshot } from './card-feed.js';
import { openFeed } from './open-feed.js';
import { useCardFill } from './use-card-fill.js';
import { useCountdowns } from './use-countdowns.js';

/** One message is applied at once, but for what comes with it; many are applied together at this rhythm (ms): nobody reads faster. */
const BATCH = 600;
const GATHER = 30;
/** Changes within this time (ms) after a reconnect count as caught up, and the notice stays for a while. */
const CATCH_UP = 8_000;

export type Offline = {
  at: number | null;
  why: 'lost' | 'closing';
  reason: { zh: string; en: string } | null;
} | null;

/** What happens to the cards of the page. */
export interface FeedWatcher {
  /** All of them are others, or more of them are here. */
  filled: (anew: boolean) => void;
  arrived: (cards: readonly CardView[]) => void;
  /** Known ones have changed. */
  changed: () => void;
  gone: (ids: ReadonlySet<string>) => void;
}

/** What the page tells of the feed. */
export interface FeedStatus {
  loaded: boolean;
  /** Cards at hand, and on the server. */
  size: number;
  counts: Readonly<LevelCounts>;
  complete: boolean;
}

type Message = { snapshot: ListSnapshot } | { changes: ConsoleChanges };

/** The cards of this page and the connection behind them. */
export function useCardFeed(watcher: FeedWatcher) {
  const feed = new CardFeed();
  const status = shallowRef<FeedStatus>(statusOf(feed));
  const offline = ref<Offline>(null);
  /** The first list does not wait for it. */
  const connected = ref(false);
  const catchUp = useCatchUp();
  let changedAt: number | null = null;
  const told = () => (status.value = statusOf(feed));

  const fill = useCardFill(feed, () => (watcher.filled(false), told()));
  useCountdowns(feed, offline, () => watcher.changed());

  function apply(messages: readonly Message[]): void {
    for (const message of messages) {
      if ('snapshot' in message) {
        const first = !feed.loaded;
        const missed = feed.snapshot(message.snapshot);
        if (!first) catchUp.begin(missed ?? 0);
        if (missed !== undefined) watcher.filled(true);
        void fill.start(missed !== undefined);
      } else {
        const arrived = feed.changes(message.changes);
        catchUp.add(arrived.length);
        if (arrived.length < message.changes.cards.length) watcher.changed();
        if (arrived.length > 0) watcher.arrived(arrived);
      }
    }
    watcher.gone(feed.trim());
    told();
  }
  const batch = batched(apply, () => feed.loaded);

  const socket = openFeed({
    cursor: () => {
      batch.now();
      return feed.cursor;
    },
    message: (message) => {
      changedAt = Date.now();
      batch.soon(message);
    },
    online: () => {
      connected.value = true;
      offline.value = null;
    },
    offline: (why, reason) => (offline.value = { at: changedAt, why, reason }),
    refused: async () => {
      const { check, user } = useSession();
      await check();
      return user.value !== null;
    },
  });
  onScopeDispose(() => {
    socket.close();
    batch.stop();
    useConnection().setConnection('connecting');
  });
  return {
    feed,
    status,
    connected,
    offline,
    caughtUp: catchUp.n,
    older: fill.state,
    loadOlder: fill.start,
    retry: socket.retry,
  };
}

const statusOf = ({ loaded, size, counts, complete }: CardFeed): FeedStatus => ({
  loaded,
  size,
  counts: { ...counts },
  complete,
});

/** How many cards have come since the last reconnect; null outside a catch-up. */
function useCatchUp() {
  const n: Ref<number | null> = ref(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  onScopeDispose(() => clearTimeout(timer));
  return {
    n,
    begin: (missed: number) => {
      n.value = missed;
      clearTimeout(timer);
      timer = setTimeout(() => (n.value = null), CATCH_UP);
    },
    add: (arrived: number) => {
      if (n.value !== null) n.value += arrived;
    },
  };
}

/** Gathers messages for one rendering; the first list does not wait. */
function batched<T>(apply: (messages: readonly T[]) => void, begun: () => boolean) {
  let waiting: T[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = -Infinity;
  const now = () => {
    clearTimeout(timer);
    timer = undefined;
    last = performance.now();
    const messages = waiting;
    waiting = [];
    if (messages.length > 0) apply(messages);
  };
  const soon = (message: T) => {
    waiting.push(message);
    if (begun()) timer ??= setTimeout(now, Math.max(GATHER, last + BATCH - performance.now()));
    else now();
  };
  return { soon, now, stop: () => clearTimeout(timer) };
}
