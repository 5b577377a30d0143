import { computed, onScopeDispose, ref, shallowRef } from 'vue';
import { type LoadFault, loadFault } from '../shared/load-fault.js';
import { viewerNow } from '../shared/today.js';
import { type Source, sourcesApi } from './sources-api.js';

/** Between two looks at the sources (milliseconds): an engineer waits for the event just sent. */
const EVERY = 10_000;

/** All sources, those in alarm first; what is known stays shown when one look fails. */
export function useSources() {
  const all = shallowRef<readonly Source[]>();
  const fault = ref<LoadFault | null>(null);
  /** Turned-down events that nobody has resolved. */
  const rejected = ref<number | null>(null);
  const readAt = ref(viewerNow());
  let gone = false;

  async function load(): Promise<void> {
    try {
      const [items, total] = await Promise.all([sourcesApi.sources(), sourcesApi.openCount()]);
      if (gone) return;
      [all.value, rejected.value, fault.value, readAt.value] = [items, total, null, viewerNow()];
    } catch (error) {
      if (gone) return;
      fault.value = loadFault(error);
      // A right does not come by asking again.
      if (fault.value === 'forbidden') stop();
    }
  }
  const loadSeen = (): void => {
    if (!document.hidden) void load();
  };

  void load();
  const timer = setInterval(loadSeen, EVERY);
  document.addEventListener('visibilitychange', loadSeen);
  function stop(): void {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', loadSeen);
  }
  onScopeDispose(() => {
    gone = true;
    stop();
  });

  const rank = ({ alarm, state }: Source): number => (alarm ? 0 : state === 'disabled' ? 2 : 1);
  const sources = computed(() => all.value && [...all.value].sort((a, b) => rank(a) - rank(b) || a.id - b.id));
  return { sources, rejected, fault, readAt, load };
}
