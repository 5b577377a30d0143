import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { CaseView, ClockSheet } from '../../console.protocol.js';
import { api, ApiError, get } from '../api.js';

/** `unjudged`: the server cannot judge the case, and asking again does not help. */
export type CaseFault = 'missing' | 'unjudged' | 'failed';

/** How often a case that runs is read anew while somebody looks at it (milliseconds). */
const REFRESH = 60_000;

export const clockSheetOf = (caseNo: string): Promise<ClockSheet> =>
  get<ClockSheet>(`cases/${encodeURIComponent(caseNo)}/clock-sheet`);

export function caseFault(error: unknown): CaseFault {
  const status = error instanceof ApiError ? error.status : 0;
  if (status === 409) return 'unjudged';
  return [400, 403, 404].includes(status) ? 'missing' : 'failed';
}

/** A case with its clock sheet; while it runs and the page is seen it is kept up to date. */
export function useCase(caseNo: () => string) {
  const file = shallowRef<CaseView>();
  const sheet = shallowRef<ClockSheet>();
  const fault = ref<CaseFault | null>(null);
  let asked = 0;

  async function load(): Promise<void> {
    const turn = ++asked;
    fault.value = null;
    try {
      const [view, clocks] = await Promise.all([api.caseFile(caseNo()), clockSheetOf(caseNo())]);
      if (turn === asked) [file.value, sheet.value] = [view, clocks];
    } catch (error) {
      if (turn === asked) fault.value = caseFault(error);
    }
  }

  /** What is shown stays when the server does not answer this once. */
  async function refresh(): Promise<void> {
    if (document.hidden || !file.value?.clocks.some(({ finishedAt }) => finishedAt === null)) return;
    const shown = [file.value, sheet.value] as const;
    await load();
    if (fault.value === 'failed') [[file.value, sheet.value], fault.value] = [shown, null];
  }

  watch(
    caseNo,
    () => {
      [file.value, sheet.value] = [undefined, undefined];
      void load();
    },
    { immediate: true },
  );
  const timer = setInterval(() => void refresh(), REFRESH);
  onScopeDispose(() => {
    asked++;
    clearInterval(timer);
  });
  return { file, sheet, fault, load };
}
