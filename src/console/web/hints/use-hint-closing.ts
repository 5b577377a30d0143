import { onScopeDispose, ref, shallowRef } from 'vue';
import type { HintView } from '../../hints.protocol.js';
import { ApiError, type Problem } from '../api.js';
import { loadFault } from '../shared/load-fault.js';
import { hintsApi } from './hints-api.js';

/** What became of closing a hint. `meanwhile`: another person was first, or its ground is gone. */
export type Closing =
  { kind: 'closed' } | { kind: 'meanwhile' } | { kind: 'refused'; problem: Problem } | { kind: 'away' };

export function useHintClosing(id: string) {
  const closed = shallowRef<HintView>();
  const busy = ref(false);
  const outcome = shallowRef<Closing | null>(null);
  let gone = false;
  onScopeDispose(() => (gone = true));

  async function close(note: string): Promise<void> {
    if (busy.value) return;
    [busy.value, outcome.value] = [true, null];
    try {
      const answer = await hintsApi.close(id, note);
      if (!gone) [closed.value, outcome.value] = [answer, { kind: 'closed' }];
    } catch (error) {
      if (!gone) outcome.value = told(error);
    } finally {
      busy.value = false;
    }
  }
  return { closed, busy, outcome, close };
}

function told(error: unknown): Closing {
  if (!(error instanceof ApiError) || error.status === 0 || error.status >= 500) return { kind: 'away' };
  loadFault(error);
  return error.status === 409 ? { kind: 'meanwhile' } : { kind: 'refused', problem: error.problem };
}
