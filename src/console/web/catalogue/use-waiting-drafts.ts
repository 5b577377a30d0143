import { onScopeDispose, ref } from 'vue';
import { catalogueApi } from './catalogue-api.js';

/** How many drafts wait for their check; null: not known. */
export function useWaitingDrafts(may: () => boolean) {
  const waiting = ref<number | null>(null);
  let gone = false;
  onScopeDispose(() => (gone = true));

  async function refresh(): Promise<void> {
    if (!may()) return;
    try {
      const { total } = await catalogueApi.drafts({ state: 'draft', limit: 1 });
      if (!gone) waiting.value = total;
    } catch {
      // A number beside a tab: the page behind it says what is wrong.
    }
  }
  void refresh();
  return { waiting, refresh };
}
