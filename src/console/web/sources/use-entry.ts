import { computed, onScopeDispose, ref, shallowRef } from 'vue';
import { ApiError, type Problem } from '../api.js';
import { pretty } from './event-text.js';
import { type LoadFault, loadFault } from '../shared/load-fault.js';
import { type RejectedEntry, sourcesApi } from './sources-api.js';

/** What became of the last attempt. */
export type Outcome =
  { kind: 'accepted' | 'duplicate' | 'dismissed' } | { kind: 'again' | 'refused'; problem: Problem } | { kind: 'away' };

/** One turned-down event: read, corrected and resubmitted, or dismissed. */
export function useEntry(id: string, changed: () => void) {
  const entry = shallowRef<RejectedEntry>();
  const fault = ref<LoadFault | null>(null);
  const draft = ref('');
  const busy = ref(false);
  const outcome = shallowRef<Outcome | null>(null);
  let gone = false;
  onScopeDispose(() => (gone = true));

  const original = computed(() => pretty(entry.value?.body ?? ''));
  const reset = (): void => {
    [draft.value, outcome.value] = [original.value, null];
  };

  async function load(): Promise<void> {
    fault.value = null;
    try {
      const loaded = await sourcesApi.entry(id);
      if (gone) return;
      entry.value = loaded;
      reset();
    } catch (error) {
      if (!gone) fault.value = loadFault(error);
    }
  }

  async function attempt(work: () => Promise<{ entry: RejectedEntry; kind: 'accepted' | 'duplicate' | 'dismissed' }>) {
    if (busy.value) return;
    [busy.value, outcome.value] = [true, null];
    try {
      const done = await work();
      if (gone) return;
      [entry.value, outcome.value] = [done.entry, { kind: done.kind }];
      changed();
    } catch (error) {
      if (gone) return;
      outcome.value = refusal(error);
      // The attempt is an entry of its own; somebody else may have resolved this one.
      changed();
    } finally {
      busy.value = false;
    }
  }
  const resubmit = (event: Record<string, unknown>): Promise<void> =>
    attempt(async () => {
      const { verdict, ...resolved } = await sourcesApi.resubmit(id, event);
      return { entry: resolved, kind: verdict };
    });
  const dismiss = (reason: string): Promise<void> =>
    attempt(async () => ({ entry: await sourcesApi.dismiss(id, reason), kind: 'dismissed' }));

  void load();
  return { entry, fault, draft, original, busy, outcome, load, reset, resubmit, dismiss };
}

function refusal(error: unknown): Outcome {
  if (!(error instanceof ApiError) || error.status === 0 || error.status >= 500) return { kind: 'away' };
  loadFault(error);
  return { kind: error.problem.code === 'rejected' ? 'again' : 'refused', problem: error.problem };
}
