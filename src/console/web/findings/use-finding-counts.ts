import { onScopeDispose, shallowRef } from 'vue';
import { findingsApi } from './findings-api.js';
import type { View } from './finding-query.js';

/** Between two looks at what waits (milliseconds); a person decides in minutes, not in seconds. */
const EVERY = 30_000;

export type Counts = Readonly<Record<Exclude<View, 'decided'>, number>>;

/** How many wait in each tab; asked for again and again while the page is seen. Unknown: nothing is said. */
export function useFindingCounts(may: () => boolean) {
  const counts = shallowRef<Counts>();
  let gone = false;

  async function refresh(): Promise<void> {
    if (!may()) return;
    const waiting = (mode: string) => findingsApi.findings({ status: 'pending', mode, limit: 1 });
    try {
      const [pending, hints, unjudged] = await Promise.all([
        waiting('confirm'),
        waiting('hint'),
        findingsApi.unjudged({ limit: 1 }),
      ]);
      if (!gone) counts.value = { pending: pending.total, hints: hints.total, unjudged: unjudged.total };
    } catch {
      // The list of the page says what is wrong.
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
  return { counts, refresh };
}
