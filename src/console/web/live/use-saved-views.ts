import { computed, onScopeDispose, ref, shallowRef } from 'vue';
import type { SavedView } from '../../console.protocol.js';
import { api, ApiError } from '../api.js';
import { EVERYTHING, fromQueryText, type LiveQuery, queryTextOf } from './live-query.js';

export interface View {
  /** A key of `liveViews.shipped`, or the name that its owner gave. */
  readonly name: string;
  readonly query: LiveQuery;
  /** Undefined for those that the console brings along. */
  readonly own?: SavedView;
}

/** What everybody finds there. */
export const SHIPPED: readonly View[] = [
  { name: 'all', query: EVERYTHING },
  { name: 'red', query: { ...EVERYTHING, level: 'red' } },
  { name: 'soon', query: { ...EVERYTHING, left: '24h', sort: 'left' } },
  { name: 'over', query: { ...EVERYTHING, left: 'over', sort: 'left' } },
];

export type ViewFault = 'taken' | 'too-many' | 'failed' | null;

/** The shipped views and those that this account has kept on the server. */
export function useSavedViews() {
  const own = shallowRef<readonly SavedView[]>([]);
  const fault = ref<ViewFault>(null);
  /** Its own views could not be had. */
  const missing = ref(false);
  let gone = false;
  onScopeDispose(() => (gone = true));

  async function load(): Promise<void> {
    try {
      const views = await api.views();
      if (!gone) [own.value, missing.value] = [views, false];
    } catch {
      missing.value = true;
    }
  }
  async function attempt(work: () => Promise<void>): Promise<boolean> {
    fault.value = null;
    try {
      await work();
      return true;
    } catch (error) {
      const code = error instanceof ApiError ? error.problem.code : undefined;
      fault.value = code === 'name-taken' ? 'taken' : code === 'too-many' ? 'too-many' : 'failed';
      return false;
    }
  }

  /** Under a name that is there already the filters take the place of the former ones. */
  const keep = (name: string, query: LiveQuery): Promise<boolean> =>
    attempt(async () => {
      const known = own.value.find((view) => view.name === name);
      const text = queryTextOf(query);
      const kept = known ? await api.changeView({ ...known, query: text }) : await api.keepView({ name, query: text });
      own.value = known ? own.value.map((view) => (view.id === kept.id ? kept : view)) : [...own.value, kept];
    });
  const drop = (view: SavedView): Promise<boolean> =>
    attempt(async () => {
      await api.dropView(view.id).catch((error: unknown) => {
        // Dropped in another window.
        if (!(error instanceof ApiError && error.status === 404)) throw error;
      });
      own.value = own.value.filter(({ id }) => id !== view.id);
    });

  const views = computed<readonly View[]>(() => [
    ...SHIPPED,
    ...own.value.map((view) => ({ name: view.name, query: fromQueryText(view.query), own: view })),
  ]);
  void load();
  return { views, fault, missing, load, keep, drop };
}
