import { ref, shallowRef } from 'vue';
import type { SelfTest } from '../../self-test.protocol.js';
import { get } from '../api.js';
import { loadFault, type LoadFault } from '../shared/load-fault.js';

/** Runs when the page is opened and whenever it is asked to; what was read last stays through a disturbance. */
export function useSelfTest() {
  const result = shallowRef<SelfTest>();
  const fault = ref<LoadFault | null>(null);
  const running = ref(false);

  async function run(): Promise<void> {
    if (running.value) return;
    running.value = true;
    try {
      result.value = await get<SelfTest>('self-test');
      fault.value = null;
    } catch (error) {
      fault.value = loadFault(error);
    } finally {
      running.value = false;
    }
  }

  void run();
  return { result, fault, running, run };
}
