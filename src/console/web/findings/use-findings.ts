import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { FindingBrief, FindingPage } from '../../findings.protocol.js';
import { queryText } from '../api.js';
import { type LoadFault, loadFault } from '../shared/load-fault.js';
import { findingsApi, type ListQuery } from './findings-api.js';

const PAGE = 100;

/** Any list that comes page by page, newest first; older ones are added at their end. */
export function usePages<Row, Page extends { items: Row[]; nextCursor: string | null; total: number }>(
  query: () => ListQuery,
  ask: (query: ListQuery) => Promise<Page>,
) {
  const rows = shallowRef<readonly Row[]>();
  const first = shallowRef<Page>();
  const total = ref(0);
  const next = ref<string | null>(null);
  const fault = ref<LoadFault | null>(null);
  const older = ref<'idle' | 'loading' | 'failed'>('idle');
  /** Tells the answer that is waited for from older ones that come late. */
  let asked = 0;
  onScopeDispose(() => (asked = -1));

  /** What is shown stays until the answer is there, unless something else is asked for. */
  async function reload(): Promise<void> {
    const mine = ++asked;
    try {
      const page = await ask({ ...query(), limit: PAGE });
      if (mine !== asked) return;
      [rows.value, first.value, total.value, next.value] = [page.items, page, page.total, page.nextCursor];
      [older.value, fault.value] = ['idle', null];
    } catch (error) {
      if (mine === asked) [fault.value, rows.value] = [loadFault(error), undefined];
    }
  }
  async function load(): Promise<void> {
    [rows.value, first.value, fault.value] = [undefined, undefined, null];
    await reload();
  }

  async function loadOlder(): Promise<void> {
    if (next.value === null || older.value === 'loading') return;
    const mine = asked;
    older.value = 'loading';
    try {
      const page = await ask({ ...query(), limit: PAGE, cursor: next.value });
      if (mine !== asked) return;
      [rows.value, next.value] = [[...(rows.value ?? []), ...page.items], page.nextCursor];
      older.value = 'idle';
    } catch {
      if (mine === asked) older.value = 'failed';
    }
  }

  watch(() => queryText(query()), load, { immediate: true });
  return { rows, first, total, next, fault, older, load, reload, loadOlder };
}

export const useFindings = (query: () => ListQuery) =>
  usePages<FindingBrief, FindingPage>(query, (asked) => findingsApi.findings(asked));
