import { computed, onMounted, onUnmounted, ref, type Ref } from 'vue';

/** Why new rows wait: the reader has asked for it, or is at work in the list. */
export type HoldReason = 'paused' | 'opened' | 'selected' | 'marked' | 'scrolled' | 'hovered';

/** A mouse that has rested on the list for this long (ms) has been left there. */
const LEFT_BEHIND = 60_000;

/** Rows never move under a reader's hand. `marked`: text of the list is marked, for copying. */
export function useHolding(opened: Ref<boolean>, selected: Ref<boolean>, inList: (node: Node | null) => boolean) {
  const [paused, scrolled, hovered, marked] = [ref(false), ref(false), ref(false), ref(false)];
  function marking(): void {
    const selection = document.getSelection();
    marked.value = selection?.type === 'Range' && inList(selection.anchorNode);
  }
  let rest: ReturnType<typeof setTimeout> | undefined;
  function hover(over: boolean): void {
    clearTimeout(rest);
    hovered.value = over;
    if (over) rest = setTimeout(() => (hovered.value = false), LEFT_BEHIND);
  }
  onMounted(() => document.addEventListener('selectionchange', marking));
  onUnmounted(() => {
    clearTimeout(rest);
    document.removeEventListener('selectionchange', marking);
  });

  const why = computed<HoldReason | null>(() => {
    if (paused.value) return 'paused';
    if (opened.value) return 'opened';
    if (selected.value) return 'selected';
    if (marked.value) return 'marked';
    if (scrolled.value) return 'scrolled';
    return hovered.value ? 'hovered' : null;
  });
  return { paused, scrolled, hover, why, holding: computed(() => why.value !== null) };
}
