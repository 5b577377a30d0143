import { onMounted, onUnmounted, ref, watch } from 'vue';

/** The attribute of the element that is being shown; its look is in TourPanel.vue. */
const SHOWN = 'data-tour-shown';
/** A part that has not come by then is taken for missing: an empty database, a page that failed (milliseconds). */
const PATIENCE_MS = 3_000;

/** Marks the element of a step as soon as it is on the page, and again when the page draws it anew. */
export function usePlace(name: () => string) {
  const state = ref<'looking' | 'found' | 'missing'>('looking');
  /** The half of the window where it leaves room. */
  const side = ref<'left' | 'right'>('right');
  let shown: Element | null = null;
  let patience: ReturnType<typeof setTimeout> | undefined;

  function wait(): void {
    clearTimeout(patience);
    state.value = 'looking';
    patience = setTimeout(() => (state.value = 'missing'), PATIENCE_MS);
  }
  function look(): void {
    const found = document.querySelector(`[data-tour="${name()}"]`);
    if (found === shown) return;
    shown?.removeAttribute(SHOWN);
    shown = found;
    if (found) show(found);
    else wait();
  }
  function show(element: Element): void {
    clearTimeout(patience);
    state.value = 'found';
    element.setAttribute(SHOWN, '');
    const { left, right, top, bottom } = element.getBoundingClientRect();
    // What can be seen already is left where it is, with all that stands around it.
    if (bottom < 0 || top > window.innerHeight / 2) element.scrollIntoView({ block: 'start' });
    side.value = left + right > window.innerWidth * 1.1 ? 'left' : 'right';
  }

  const page = new MutationObserver(look);
  onMounted(() => {
    wait();
    look();
    page.observe(document.body, { childList: true, subtree: true });
  });
  watch(name, () => {
    wait();
    look();
  });
  onUnmounted(() => {
    page.disconnect();
    clearTimeout(patience);
    shown?.removeAttribute(SHOWN);
  });
  return { state, side };
}
