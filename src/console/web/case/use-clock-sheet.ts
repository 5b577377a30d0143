import { ref, shallowRef, watch } from 'vue';
import type { ClockSheet } from '../../console.protocol.js';
import { type CaseFault, caseFault, clockSheetOf } from './use-case.js';

/** The clock sheet of the case that the address names. */
export function useClockSheet(caseNo: () => string) {
  const sheet = shallowRef<ClockSheet>();
  const fault = ref<CaseFault | null>(null);

  async function load(): Promise<void> {
    const asked = caseNo();
    [sheet.value, fault.value] = [undefined, null];
    try {
      const loaded = await clockSheetOf(asked);
      if (asked === caseNo()) sheet.value = loaded;
    } catch (error) {
      if (asked === caseNo()) fault.value = caseFault(error);
    }
  }
  watch(caseNo, load, { immediate: true });
  return { sheet, fault, load };
}
