import { onScopeDispose, type Ref } from 'vue';
import { api } from '../api.js';
import type { CardFeed } from './card-feed.js';

/** What is left of a limit is asked for anew at this rhythm (ms): cases end, pause and run on without their cards changing. */
const EVERY = 30_000;
/** Cards that the interface takes at once. */
const AT_ONCE = 1_000;

/** Keeps the countdowns of cards whose cases run up to date; not while nobody looks. */
export function useCountdowns(feed: CardFeed, offline: Ref<unknown>, changed: () => void): void {
  let stopped = false;
  let asking = false;

  async function ask(): Promise<void> {
    if (asking || document.hidden || offline.value !== null) return;
    asking = true;
    try {
      const ids = feed.running();
      for (let i = 0; i < ids.length; i += AT_ONCE) {
        const { items } = await api.countdowns(ids.slice(i, i + AT_ONCE));
        if (stopped) return;
        feed.countdowns(items);
      }
      if (ids.length > 0) changed();
    } catch {
      // The next turn asks again; each cell tells up to when it is counted.
    } finally {
      asking = false;
    }
  }
  const timer = setInterval(() => void ask(), EVERY);
  const seen = () => void ask();
  document.addEventListener('visibilitychange', seen);
  onScopeDispose(() => {
    stopped = true;
    clearInterval(timer);
    document.removeEventListener('visibilitychange', seen);
  });
}
