import { nextTick, ref, watch, type Ref } from 'vue';

/** Height of an A4 page within its margins (theme.css), less what rounding may take; in CSS pixels, 96 to the inch. */
const PAGE = ((297 - 2 * 12 - 2) / 25.4) * 96;
/** What is smaller nobody reads on paper; a sheet that needs it goes on to a second page. */
const SMALLEST = 0.7;

/**
 * How much smaller a paper must be to print on one page, as it is seen so it is printed. It keeps its width: made
 * smaller it takes fewer lines, never more.
 *
 * @param changes whatever changes what is on the paper
 */
export function useOnePage(paper: Readonly<Ref<HTMLElement | null>>, changes: () => unknown) {
  const scale = ref(1);

  async function fit(): Promise<void> {
    scale.value = 1;
    await nextTick();
    const height = paper.value?.offsetHeight ?? 0;
    if (height > PAGE) scale.value = Math.max(SMALLEST, Math.floor((PAGE / height) * 1000) / 1000);
  }
  watch(changes, fit, { immediate: true, flush: 'post' });
  return { scale };
}
