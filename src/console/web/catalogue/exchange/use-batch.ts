import { onScopeDispose, ref, shallowRef } from 'vue';
import type { CatalogueBatch } from '../../../exchange.protocol.js';
import { type LoadFault, loadFault } from '../../shared/load-fault.js';
import { exchangeApi } from './exchange-api.js';
import { type ExchangeFault, faultOf } from './faults.js';

/** The drafts of one import, and their check as a whole. */
export function useBatch(id: number) {
  const batch = shallowRef<CatalogueBatch>();
  const failed = ref<LoadFault | null>(null);
  const busy = ref(false);
  const refusal = shallowRef<ExchangeFault | null>(null);
  let gone = false;
  onScopeDispose(() => (gone = true));

  async function load(): Promise<void> {
    failed.value = null;
    try {
      const loaded = await exchangeApi.batch(id);
      if (!gone) [batch.value, refusal.value] = [loaded, null];
    } catch (error) {
      if (!gone) failed.value = loadFault(error);
    }
  }
  async function check(decision: 'approve' | 'reject', reason: string | null): Promise<void> {
    if (busy.value || !batch.value) return;
    [busy.value, refusal.value] = [true, null];
    try {
      const after = await exchangeApi.check(id, { edition: batch.value.edition, decision, reason });
      if (!gone) batch.value = after;
    } catch (error) {
      if (!gone) refusal.value = faultOf(error);
    } finally {
      busy.value = false;
    }
  }
  const approve = () => check('approve', null);
  const reject = (reason: string) => check('reject', reason);

  void load();
  return { batch, failed, busy, refusal, load, approve, reject };
}
