import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { CaseList } from '../../figures.protocol.js';
import { ApiError, get, type Problem, queryText } from '../api.js';
import { type CaseFilters, cursorOf, filtersOf, given } from './case-query.js';

/** Cases of a page. */
export const PAGE = 50;
/** A total up to here is exact. */
export const MAX_TOTAL = 10_000;

export type ListFault = 'invalid' | 'denied' | 'failed';

/** The page of cases that the address asks for. What is shown stays until the next page is there. */
export function useCaseList() {
  const route = useRoute();
  const router = useRouter();
  const list = shallowRef<CaseList>();
  const loading = ref(false);
  const fault = ref<ListFault | null>(null);
  const problem = shallowRef<Problem>({});
  let asked = 0;

  const filters = computed<CaseFilters>(() => filtersOf(route.query));
  const cursor = computed(() => cursorOf(route.query));
  /** The cursors that led here, as far as this page of the browser has seen them. */
  const trail = shallowRef<readonly (string | undefined)[]>([]);

  async function load(): Promise<void> {
    const turn = ++asked;
    loading.value = true;
    fault.value = null;
    try {
      const query = queryText({ ...given(filters.value), limit: PAGE, cursor: cursor.value });
      const answer = await get<CaseList>(`cases?${query}`);
      if (turn === asked) list.value = answer;
    } catch (error) {
      if (turn !== asked) return;
      const status = error instanceof ApiError ? error.status : 0;
      fault.value = status === 400 ? 'invalid' : status === 403 ? 'denied' : 'failed';
      problem.value = error instanceof ApiError ? error.problem : {};
    } finally {
      if (turn === asked) loading.value = false;
    }
  }

  const locationOf = (to: CaseFilters, at?: string) => ({
    name: 'cases',
    query: { ...given(to), ...(at !== undefined && { cursor: at }) },
  });
  async function search(to: CaseFilters): Promise<void> {
    trail.value = [];
    const before = route.fullPath;
    await router.push(locationOf(to));
    if (route.fullPath === before) await load();
  }
  function next(): void {
    const at = list.value?.nextCursor;
    if (!at) return;
    trail.value = [...trail.value, cursor.value];
    void router.push(locationOf(filters.value, at));
  }
  /** From a page that was opened by its address the way back leads to the first one. */
  function previous(): void {
    const at = trail.value.at(-1);
    trail.value = trail.value.slice(0, -1);
    void router.push(locationOf(filters.value, at));
  }

  watch([() => JSON.stringify(given(filters.value)), cursor], () => void load(), { immediate: true });
  onScopeDispose(() => asked++);
  return { filters, cursor, trail, list, loading, fault, problem, load, search, next, previous };
}
