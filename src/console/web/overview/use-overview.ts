import { onScopeDispose, ref, shallowRef } from 'vue';
import type { Overview } from '../../figures.protocol.js';
import { get } from '../api.js';
import { loadFault, type LoadFault } from '../shared/load-fault.js';

/** The figures are asked for anew at this rhythm (s) while the page is seen. */
export const REFRESH = 30;

/** The overview, kept up to date; what was read last stays through a disturbance. */
export function useOverview() {
  const overview = shallowRef<Overview>();
  const fault = ref<LoadFault | null>(null);
  const loading = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let gone = false;

  async function load(): Promise<void> {
    if (loading.value) return;
    clearTimeout(timer);
    loading.value = true;
    try {
      const answer = await get<Overview>('statistics/overview');
      if (gone) return;
      overview.value = answer;
      fault.value = null;
    } catch (error) {
      if (gone) return;
      fault.value = loadFault(error);
    } finally {
      loading.value = false;
    }
    // What is forbidden stays so until somebody changes it and asks again.
    if (fault.value !== 'forbidden') timer = setTimeout(next, REFRESH * 1_000);
  }

  /** A page in the background waits until it is looked at. */
  const next = () => {
    if (!document.hidden) void load();
  };
  const seen = () => {
    if (!document.hidden && fault.value !== 'forbidden') void load();
  };

  document.addEventListener('visibilitychange', seen);
  onScopeDispose(() => {
    gone = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', seen);
  });
  void load();
  return { overview, fault, loading, load };
}
