import { computed, ref, type Ref } from 'vue';

/** The keyboard cursor, kept by id: rows that arrive above must not move it to another row. */
export function useRowCursor(
  rows: Ref<readonly { readonly id: string }[]>,
  start: string | null,
  reveal: (index: number) => void,
) {
  const cursorId = ref(start);
  const index = computed(() => rows.value.findIndex((row) => row.id === cursorId.value));

  function move(step: 1 | -1): void {
    if (rows.value.length === 0) return;
    const to = index.value < 0 ? 0 : Math.min(Math.max(index.value + step, 0), rows.value.length - 1);
    cursorId.value = rows.value[to]?.id ?? null;
    reveal(to);
  }

  return { cursorId, next: () => move(1), previous: () => move(-1) };
}
