import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import { useRoute } from 'vue-router';
import type { CardBrief } from '../../console.protocol.js';
import { type CardPage, get, queryText } from '../api.js';
import { loadFault, type LoadFault } from '../shared/load-fault.js';
import { cardFiltersOf } from './card-query.js';

const PAGE = 200;

/** The cards that the address asks for, newest first; older ones are added at their end. */
export function useCardList() {
  const route = useRoute();
  const filters = computed(() => cardFiltersOf(route.query));
  const rows = shallowRef<readonly CardBrief[]>();
  const total = ref(0);
  const next = ref<string | null>(null);
  const fault = ref<LoadFault | null>(null);
  const older = ref<'idle' | 'loading' | 'failed'>('idle');
  /** Tells the answer that is waited for from older ones that come late. */
  let asked = 0;
  onScopeDispose(() => (asked = -1));

  const page = (cursor?: string) =>
    get<CardPage>(`cards?${queryText({ ...filters.value, limit: PAGE, brief: 'true', cursor })}`);

  async function load(): Promise<void> {
    const mine = ++asked;
    rows.value = undefined;
    fault.value = null;
    older.value = 'idle';
    try {
      const answer = await page();
      if (mine !== asked) return;
      [rows.value, total.value, next.value] = [answer.items, answer.total, answer.nextCursor];
    } catch (error) {
      if (mine === asked) fault.value = loadFault(error);
    }
  }

  async function loadOlder(): Promise<void> {
    if (older.value === 'loading' || next.value === null) return;
    const mine = asked;
    older.value = 'loading';
    try {
      const answer = await page(next.value);
      if (mine !== asked) return;
      [rows.value, next.value] = [[...(rows.value ?? []), ...answer.items], answer.nextCursor];
      older.value = 'idle';
    } catch {
      if (mine === asked) older.value = 'failed';
    }
  }

  watch(() => queryText(filters.value), load, { immediate: true });
  return { filters, rows, total, next, fault, older, load, loadOlder };
}
