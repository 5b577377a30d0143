import { onMounted, onUnmounted, ref, watch, type Ref } from 'vue';
import { useRoute } from 'vue-router';

/**
 * What a button shows and hides. It goes when the reader turns to something else, by mouse or by key, and when the page
 * changes; closed by key, the focus is where it was before.
 */
export function useDisclosure(root: Readonly<Ref<HTMLElement | null>>, button: Readonly<Ref<HTMLElement | null>>) {
  const open = ref(false);
  const route = useRoute();

  function close(): void {
    open.value = false;
    button.value?.focus();
  }
  function escape(event: KeyboardEvent): void {
    if (!open.value) return;
    event.stopPropagation();
    close();
  }
  function left(event: Event): void {
    const to = event instanceof FocusEvent ? event.relatedTarget : event.target;
    if (to instanceof Node && !root.value?.contains(to)) open.value = false;
  }
  watch(
    () => route.path,
    () => (open.value = false),
  );
  onMounted(() => document.addEventListener('pointerdown', left));
  onUnmounted(() => document.removeEventListener('pointerdown', left));
  return { open, escape, left };
}
