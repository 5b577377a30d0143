import { onScopeDispose, ref, shallowRef } from 'vue';
import type { CatalogueDraft, CatalogueKind } from '../../catalogue.protocol.js';
import { ApiError, type Problem } from '../api.js';
import { type LoadFault, loadFault } from '../shared/load-fault.js';
import { catalogueApi } from './catalogue-api.js';

/** Why a step was not taken: what the server says, or nothing where it did not answer. */
export interface Refusal {
  readonly problem: Problem | null;
}

export const refusalOf = (error: unknown): Refusal => {
  if (!(error instanceof ApiError) || error.status === 0 || error.status >= 500) return { problem: null };
  loadFault(error);
  return { problem: error.problem };
};

/** A draft, and the steps that may be taken with it. */
export function useDraft(kind: CatalogueKind, code: string, id: number) {
  const draft = shallowRef<CatalogueDraft>();
  const fault = ref<LoadFault | null>(null);
  const busy = ref(false);
  const refusal = shallowRef<Refusal | null>(null);
  let gone = false;
  onScopeDispose(() => (gone = true));

  async function load(): Promise<void> {
    fault.value = null;
    try {
      const loaded = await catalogueApi.draft(kind, code, id);
      if (!gone) [draft.value, refusal.value] = [loaded, null];
    } catch (error) {
      if (!gone) fault.value = loadFault(error);
    }
  }
  async function take(step: (edition: number) => Promise<CatalogueDraft | undefined>): Promise<void> {
    if (busy.value || !draft.value) return;
    [busy.value, refusal.value] = [true, null];
    try {
      const after = await step(draft.value.edition);
      if (after === undefined) await load();
      else if (!gone) draft.value = after;
    } catch (error) {
      if (!gone) refusal.value = refusalOf(error);
    } finally {
      busy.value = false;
    }
  }
  const approve = () => take((edition) => catalogueApi.check(kind, code, id, { edition, decision: 'approve' }));
  const reject = (reason: string) =>
    take((edition) => catalogueApi.check(kind, code, id, { edition, decision: 'reject', reason }));
  const withdraw = () => take(() => catalogueApi.withdraw(kind, code, id).then(() => undefined));

  void load();
  return { draft, fault, busy, refusal, load, approve, reject, withdraw };
}
