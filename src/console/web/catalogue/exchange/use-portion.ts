import { computed, ref, watch } from 'vue';

/** Rows that are drawn at once: a file may have 20,000. */
const PORTION = 200;

/** The beginning of a long list, and more of it when asked for. */
export function usePortion<Row>(rows: () => readonly Row[]) {
  const upTo = ref(PORTION);
  watch(rows, () => (upTo.value = PORTION));
  const shown = computed(() => rows().slice(0, upTo.value));
  const more = computed(() => Math.min(PORTION, rows().length - shown.value.length));
  const showMore = (): void => {
    upTo.value += PORTION;
  };
  return { shown, more, showMore };
}
