import { onScopeDispose, ref } from 'vue';
import { api } from '../api.js';
import { painted } from '../shared/painted.js';
import type { CardFeed } from './card-feed.js';

/** Cards of a page, the most that the interface gives. */
const PAGE = 500;

export type FillState = 'idle' | 'loading' | 'failed';

/** Loads what is older than the snapshot, page by page, as far as there is room. */
export function useCardFill(feed: CardFeed, loaded: () => void) {
  const state = ref<FillState>('idle');
  /** Tells the run that is under way from those that a newer snapshot has overtaken. */
  let run = 0;
  let cursor: string | undefined;
  onScopeDispose(() => (run += 1));

  async function start(anew = false): Promise<void> {
    if (anew) cursor = undefined;
    else if (state.value === 'loading') return;
    const mine = ++run;
    state.value = feed.hungry ? 'loading' : 'idle';
    try {
      // The rows that are there come first.
      await painted();
      if (mine !== run) return;
      while (feed.hungry) {
        const page = await api.cardBriefs({ limit: PAGE, cursor });
        if (mine !== run) return;
        cursor = page.nextCursor ?? undefined;
        feed.older(page.items, cursor !== undefined);
        loaded();
      }
      state.value = 'idle';
    } catch {
      if (mine === run) state.value = 'failed';
    }
  }
  return { state, start };
}
