import { computed, onScopeDispose, ref, shallowRef } from 'vue';
import { api, type SourceHealth } from '../api.js';

/** Between two looks at the sources (milliseconds); states change with hours, not with seconds. */
const EVERY = 30_000;

/** The sources whose state concerns an inspector, those in alarm first; asked for again and again while the page is seen. */
export function useFeedHealth() {
  const all = shallowRef<readonly SourceHealth[]>([]);
  const state = ref<'loading' | 'known' | 'failed'>('loading');
  let gone = false;

  async function refresh(): Promise<void> {
    try {
      const { items } = await api.sources();
      if (gone) return;
      all.value = items;
      state.value = 'known';
    } catch {
      state.value = 'failed';
    }
  }
  const refreshSeen = (): void => {
    if (!document.hidden) void refresh();
  };

  void refresh();
  const timer = setInterval(refreshSeen, EVERY);
  document.addEventListener('visibilitychange', refreshSeen);
  onScopeDispose(() => {
    gone = true;
    clearInterval(timer);
    document.removeEventListener('visibilitychange', refreshSeen);
  });

  const alarms = computed(() => all.value.filter(({ alarm }) => alarm));
  /** Lines of the simulator that rest because it is off: no alarm, but why nothing moves. */
  const resting = computed(() => all.value.filter((one) => !one.alarm && one.state === 'disabled' && one.simulated));
  // What else was disabled in good order is over.
  const others = computed(() => all.value.filter((one) => !one.alarm && one.state !== 'disabled'));
  const sources = computed(() => [...alarms.value, ...others.value, ...resting.value]);
  return { state, sources, alarms, resting, refresh };
}
