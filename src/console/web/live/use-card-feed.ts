import { onScopeDispose, ref, shallowRef, watch, watchEffect, type Ref } from 'vue';
import { api } from '../api.js';
import { useSession } from '../session/session.js';
import { useConnection } from '../shared/connection.js';
import { emptyFeed, reduceFeed, type FeedAction, type FeedState, type FeedView } from './card-feed.js';
import { connectFeed, type FeedListener } from './feed-socket.js';

/** Messages are applied together at this rhythm (ms), so a burst costs one rendering. */
const BATCH = 200;
/** A row stays marked as new for this long (ms); a class, not an animation: office machines render in software. */
const FRESH = 1_000;
/** Changes within this time (ms) after a reconnect count as caught up, and the notice stays for a while. */
const CATCH_UP = 8_000;
const PAGE = 200;

export type Offline = { at: number | null; why: 'lost' | 'closing' } | null;

/**
 * The feed of cards of this page: its state, the connection behind it, and older pages. Rows are held while `holding`;
 * `paused` is the part of it that the reader asked for and that the bar tells.
 */
export function useCardFeed(holding: Ref<boolean>, paused: Ref<boolean>) {
  const state = shallowRef<FeedState>(emptyFeed);
  const offline = ref<Offline>(null);
  const older = ref<'idle' | 'loading' | 'failed'>('idle');
  const dispatch = (action: FeedAction) => {
    state.value = reduceFeed(state.value, action);
  };
  const apply = batched(state);
  let changedAt: number | null = null;
  let catchUp: ReturnType<typeof setTimeout> | undefined;

  const listener: FeedListener = {
    cursor: () => {
      apply.now();
      return state.value.cursor;
    },
    message: (message) => {
      changedAt = Date.now();
      apply.soon('snapshot' in message ? { type: 'snapshot', ...message } : { type: 'changes', ...message });
      if (!('snapshot' in message)) return;
      clearTimeout(catchUp);
      catchUp = setTimeout(() => dispatch({ type: 'caught-up' }), CATCH_UP);
    },
    online: () => {
      offline.value = null;
    },
    offline: (why) => {
      offline.value = { at: changedAt, why };
    },
    refused: async () => {
      const { check, user } = useSession();
      await check();
      return user.value !== null;
    },
  };
  const socket = connectFeed(listener);
  onScopeDispose(() => {
    socket.close();
    apply.stop();
    clearTimeout(catchUp);
    useConnection().setConnection('connecting');
  });

  watch(holding, (hold) => dispatch({ type: hold ? 'hold' : 'release' }), { immediate: true });
  watch(
    () => [...state.value.fresh],
    (ids) => {
      if (ids.length > 0) setTimeout(() => dispatch({ type: 'settle', ids }), FRESH);
    },
  );
  watchEffect(() => {
    const now = offline.value ? 'offline' : !state.value.loaded ? 'connecting' : paused.value ? 'held' : 'live';
    useConnection().setConnection(now);
  });

  async function loadOlder(view: FeedView): Promise<void> {
    const { next } = state.value.views[view];
    if (older.value === 'loading' || next === null || !state.value.loaded) return;
    older.value = 'loading';
    try {
      const level = view === 'all' ? undefined : view;
      const page = await api.cards({ level, limit: PAGE, cursor: next });
      dispatch({ type: 'older', view, items: page.items, next: page.nextCursor });
      older.value = 'idle';
    } catch {
      older.value = 'failed';
    }
  }

  return { state, offline, older, loadOlder, showHeld: () => dispatch({ type: 'show-held' }), retry: socket.retry };
}

/** Gathers actions for one rendering. */
function batched(state: Ref<FeedState>) {
  let waiting: FeedAction[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const now = () => {
    clearTimeout(timer);
    timer = undefined;
    const actions = waiting;
    waiting = [];
    state.value = actions.reduce(reduceFeed, state.value);
  };
  const soon = (action: FeedAction) => {
    waiting.push(action);
    // The first list should not wait.
    if (state.value.loaded) timer ??= setTimeout(now, BATCH);
    else now();
  };
  return { soon, now, stop: () => clearTimeout(timer) };
}
