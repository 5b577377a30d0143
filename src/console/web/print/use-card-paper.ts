import { computed, ref, shallowRef, watch } from 'vue';
import type { CardView, CaseView } from '../../console.protocol.js';
import { api } from '../api.js';
import { type LoadFault, loadFault } from '../shared/load-fault.js';
import { paperEvents } from './paper-events.js';

/** A card as it is printed; a card of a clock takes its events from the case. */
export function useCardPaper(cardId: () => string) {
  const card = shallowRef<CardView>();
  const file = shallowRef<CaseView>();
  const fault = ref<LoadFault | null>(null);
  /** The card stands without the course of its case, and says so. */
  const withoutCase = ref(false);
  let asked = 0;

  async function load(): Promise<void> {
    const turn = ++asked;
    [card.value, file.value, fault.value, withoutCase.value] = [undefined, undefined, null, false];
    try {
      const loaded = await api.card(cardId());
      const course = loaded.explanation.events ? undefined : await api.caseFile(loaded.caseNo).catch(() => null);
      if (turn !== asked) return;
      [card.value, file.value, withoutCase.value] = [loaded, course ?? undefined, course === null];
    } catch (error) {
      if (turn === asked) fault.value = loadFault(error);
    }
  }
  watch(cardId, load, { immediate: true });

  const events = computed(() => (card.value ? paperEvents(card.value, file.value) : []));
  return { card, events, fault, withoutCase, load };
}
