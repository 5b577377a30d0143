import { onScopeDispose, ref, shallowRef } from 'vue';
import type { Level } from '../../console.protocol.js';
import type { FindingView } from '../../findings.protocol.js';
import { ApiError, type Problem } from '../api.js';
import { type LoadFault, loadFault } from '../shared/load-fault.js';
import { findingsApi } from './findings-api.js';

/** What became of the last attempt to decide. `meanwhile`: somebody else has decided it, or the events no longer hold it. */
export type Outcome =
  | { kind: 'confirmed' | 'dismissed' }
  | { kind: 'meanwhile' }
  | { kind: 'refused'; problem: Problem }
  | { kind: 'away' };

/** One finding: read, then confirmed or dismissed by a person. */
export function useFinding(id: string, changed: () => void) {
  const finding = shallowRef<FindingView>();
  const fault = ref<LoadFault | null>(null);
  const busy = ref(false);
  const outcome = shallowRef<Outcome | null>(null);
  let gone = false;
  onScopeDispose(() => (gone = true));

  async function load(): Promise<void> {
    fault.value = null;
    try {
      const loaded = await findingsApi.finding(id);
      if (!gone) finding.value = loaded;
    } catch (error) {
      if (!gone) fault.value = loadFault(error);
    }
  }

  async function decide(kind: 'confirmed' | 'dismissed', ask: () => Promise<FindingView>): Promise<void> {
    if (busy.value) return;
    [busy.value, outcome.value] = [true, null];
    try {
      const decided = await ask();
      if (!gone) [finding.value, outcome.value] = [decided, { kind }];
    } catch (error) {
      const told = refusal(error);
      // Who has decided, and how, is in the finding as it is now.
      if (told.kind === 'meanwhile') await load();
      if (!gone) outcome.value = told;
    } finally {
      busy.value = false;
    }
    if (!gone && outcome.value?.kind !== 'away') changed();
  }
  const confirm = (decision: { reason?: string; level?: Level }) =>
    decide('confirmed', () => findingsApi.confirm(id, { ...decision, digest: finding.value?.digest }));
  const dismiss = (reason: string) =>
    decide('dismissed', () => findingsApi.dismiss(id, { reason, digest: finding.value?.digest }));

  void load();
  return { finding, fault, busy, outcome, load, confirm, dismiss };
}

function refusal(error: unknown): Outcome {
  if (!(error instanceof ApiError) || error.status === 0 || error.status >= 500) return { kind: 'away' };
  loadFault(error);
  const isMeanwhile = error.problem.code === 'already-decided' || error.problem.code === 'finding-changed';
  return isMeanwhile ? { kind: 'meanwhile' } : { kind: 'refused', problem: error.problem };
}
