import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { CardView, CaseView } from '../../console.protocol.js';
import { api, ApiError } from '../api.js';

export type CardFault = 'missing' | 'failed' | null;
/** `unjudged`: the server cannot judge the case, and asking again does not help. */
export type FileFault = 'unjudged' | 'failed' | null;

/** A card and its case. What the live feed knows of the card is shown at once and kept up to date. */
export function useCard(cardId: string, live: () => CardView | undefined) {
  const card = shallowRef<CardView | undefined>(live());
  const fault = ref<CardFault>(null);
  const file = shallowRef<CaseView>();
  const fileFault = ref<FileFault>(null);
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
    fileFault.value = null;
    try {
      const loaded = await api.caseFile(caseNo);
      if (!gone) file.value = loaded;
    } catch (error) {
      fileFault.value = error instanceof ApiError && error.status === 409 ? 'unjudged' : 'failed';
    }
  }

  if (!card.value) void loadCard();
  watch(live, (now) => {
    if (now) card.value = now;
  });
  watch(card, loadFile, { immediate: true });

  return { card, fault, loadCard, file, fileFault, loadFile };
}
