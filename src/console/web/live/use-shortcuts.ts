import { onMounted, onUnmounted, ref, watch } from 'vue';
import { readSetting, writeSetting } from '../shared/settings.js';

const enabled = ref(readSetting('shortcuts') !== 'off');
watch(enabled, (on) => writeSetting('shortcuts', on ? 'on' : 'off'));

/**
 * Single-key shortcuts: never while typing or with a modifier, and they can be switched off (WCAG 2.1.4). An action that
 * gives `false` had nothing to do: the key is then left to others.
 */
export function useShortcuts(actions: Record<string, () => unknown>) {
  function pressed(event: KeyboardEvent): void {
    if (!enabled.value || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const target = event.target instanceof Element ? event.target : null;
    // In a box to tick nobody types.
    if (target?.closest('input:not([type=checkbox]), textarea, select, [contenteditable], dialog')) return;
    // Enter on a link or a button is that control's own; a box to tick has no use for it.
    if (event.key === 'Enter' && target?.closest('a, button')) return;
    const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (action && action() !== false) event.preventDefault();
  }
  onMounted(() => window.addEventListener('keydown', pressed));
  onUnmounted(() => window.removeEventListener('keydown', pressed));
  return { enabled };
}

export const useShortcutSetting = () => ({ enabled });
