import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { MonthFigures } from '../../figures.protocol.js';
import { get, queryText } from '../api.js';
import { loadFault, type LoadFault } from '../shared/load-fault.js';

/** The figures that the query asks for. Those of the query before stay until the new ones are there. */
export function useMonthFigures(query: () => Record<string, string>) {
  const figures = shallowRef<MonthFigures>();
  const fault = ref<LoadFault | null>(null);
  const loading = ref(false);
  /** Tells the answer that is waited for from older ones that come late. */
  let asked = 0;
  onScopeDispose(() => (asked = -1));

  async function load(): Promise<void> {
    const mine = ++asked;
    loading.value = true;
    try {
      const answer = await get<MonthFigures>(`statistics/month?${queryText(query())}`);
      if (mine !== asked) return;
      figures.value = answer;
      fault.value = null;
    } catch (error) {
      if (mine !== asked) return;
      figures.value = undefined;
      fault.value = loadFault(error);
    }
    loading.value = false;
  }

  watch(() => queryText(query()), load, { immediate: true });
  return { figures, fault, loading, load };
}
