import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { CardView, CaseView } from '../../console.protocol.js';
import { api, ApiError } from '../api.js';

export type CardFault = 'missing' | 'failed' | null;

/** A card and its case. What the live feed knows of the card is shown at once and kept up to date. */
export function useCard(cardId: string, live: () => CardView | undefined) {
  const card = shallowRef<CardView | undefined>(live());
  const fault = ref<CardFault>(null);
  const file = shallowRef<CaseView>();
  const fileFailed = ref(false);
  let gone = false;
  onScopeDispose(() => (gone = true));

  async function loadCard(): Promise<void> {
    fault.value = null;
    try {
      const loaded = await api.card(cardId);
      if (!gone) card.value = live() ?? loaded;
    } catch (error) {
      const unknown = error instanceof ApiError && [400, 403, 404].includes(error.status);
      fault.value = unknown ? 'missing' : 'failed';
    }
  }

  async function loadFile(): Promise<void> {
    const caseNo = card.value?.caseNo;
    if (caseNo === undefined) return;
    fileFailed.value = false;
    try {
      const loaded = await api.caseFile(caseNo);
      if (!gone) file.value = loaded;
    } catch {
      fileFailed.value = true;
    }
  }

  if (!card.value) void loadCard();
  watch(live, (now) => {
    if (now) card.value = now;
  });
  watch(card, loadFile, { immediate: true });

  return { card, fault, loadCard, file, fileFailed, loadFile };
}
