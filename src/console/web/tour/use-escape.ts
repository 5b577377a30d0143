import { onMounted, onUnmounted } from 'vue';

/** Escape, wherever the focus is, unless the page or a control on it has a use of its own for it. */
export function useEscape(escape: () => void): void {
  function pressed(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.isComposing) return;
    // After all others have had the event: they say by `preventDefault` that it was theirs.
    setTimeout(() => event.defaultPrevented || escape());
  }
  onMounted(() => window.addEventListener('keydown', pressed));
  onUnmounted(() => window.removeEventListener('keydown', pressed));
}
