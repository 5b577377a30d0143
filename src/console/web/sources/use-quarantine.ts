import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { type LoadFault, loadFault } from '../shared/load-fault.js';
import { type Rejected, type RejectedFilter, sourcesApi, STATUSES } from './sources-api.js';

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** The turned-down events that the address asks for, page after page. */
export function useQuarantine() {
  const route = useRoute();
  const router = useRouter();
  const items = shallowRef<readonly Rejected[]>();
  const total = ref(0);
  const next = ref<string | null>(null);
  const fault = ref<LoadFault | null>(null);
  const older = ref<'idle' | 'loading' | 'failed'>('idle');
  let asked = 0;

  const filter = computed<RejectedFilter>(() => ({
    status: STATUSES.find((status) => status === route.query.status) ?? 'open',
    reason: textOf(route.query.reason),
    feed: textOf(route.query.feed),
    case: textOf(route.query.case),
  }));
  const entryId = computed(() => textOf(route.params.entry) ?? null);
  const locationOf = (to: RejectedFilter, entry: string | null) => ({
    name: 'sources',
    params: { view: 'quarantine', ...(entry !== null && { entry }) },
    query: {
      ...(to.status !== 'open' && { status: to.status }),
      ...(to.reason && { reason: to.reason }),
      ...(to.feed && { feed: to.feed }),
      ...(to.case && { case: to.case }),
    },
  });
  const choose = (to: Partial<RejectedFilter>) => void router.push(locationOf({ ...filter.value, ...to }, null));

  async function load(): Promise<void> {
    const turn = ++asked;
    fault.value = null;
    try {
      const page = await sourcesApi.rejected(filter.value);
      if (turn !== asked) return;
      [items.value, total.value, next.value, older.value] = [page.items, page.total, page.nextCursor, 'idle'];
    } catch (error) {
      if (turn === asked) [fault.value, items.value] = [loadFault(error), undefined];
    }
  }

  async function loadOlder(): Promise<void> {
    if (next.value === null || older.value === 'loading') return;
    const turn = asked;
    older.value = 'loading';
    try {
      const page = await sourcesApi.rejected(filter.value, next.value);
      if (turn !== asked) return;
      [items.value, next.value] = [[...(items.value ?? []), ...page.items], page.nextCursor];
      older.value = 'idle';
    } catch {
      if (turn === asked) older.value = 'failed';
    }
  }

  watch(() => JSON.stringify(filter.value), load, { immediate: true });
  onScopeDispose(() => asked++);
  return { filter, entryId, locationOf, choose, items, total, next, fault, older, load, loadOlder };
}
