import { computed, shallowRef, type Ref } from 'vue';
import type { CardBrief } from '../../console.protocol.js';

/** Selected cards by id. Those that the filters hide stay selected, but nothing is done with what is not seen. */
export function useSelection(rows: Ref<readonly CardBrief[]>) {
  const ids = shallowRef<ReadonlySet<string>>(new Set());
  const cards = computed(() => (ids.value.size === 0 ? [] : rows.value.filter(({ id }) => ids.value.has(id))));
  let anchor: string | null = null;

  /** @param range with all rows from the one before */
  function toggle(id: string, range = false): void {
    const next = new Set(ids.value);
    const from = anchor === null ? -1 : rows.value.findIndex((row) => row.id === anchor);
    const to = rows.value.findIndex((row) => row.id === id);
    if (range && from >= 0 && to >= 0)
      for (const row of rows.value.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(row.id);
    else if (!next.delete(id)) next.add(id);
    anchor = id;
    ids.value = next;
  }
  const toggleAll = (): void => {
    const every = cards.value.length === rows.value.length;
    ids.value = new Set(every ? [] : rows.value.map(({ id }) => id));
  };
  const clear = (): void => {
    ids.value = new Set();
  };
  return { ids, cards, toggle, toggleAll, clear };
}
