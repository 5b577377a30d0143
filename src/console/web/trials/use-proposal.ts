import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { ProposalEntry, ProposalEntryPage } from '../../trials.protocol.js';
import { type Refusal, refusalOf } from '../catalogue/use-draft.js';
import { usePages } from '../findings/use-findings.js';
import { trialsApi } from './trials-api.js';

export const DECISIONS = ['open', 'accepted', 'declined', 'stale'] as const;

/** The entries of a proposal, those chosen among them, and the decision of a person. */
export function useProposal(trial: number, changed: () => Promise<void>) {
  const decision = ref<(typeof DECISIONS)[number]>('open');
  const pages = usePages<ProposalEntry, ProposalEntryPage>(
    () => ({ decision: decision.value }),
    (query) => trialsApi.entries(trial, query),
  );
  const chosen = ref<ReadonlySet<string>>(new Set());
  watch(decision, () => (chosen.value = new Set()));
  const toggle = (id: string): void => {
    const next = new Set(chosen.value);
    if (!next.delete(id)) next.add(id);
    chosen.value = next;
  };
  /** Without a choice, all that are open. */
  const meant = computed(() => (chosen.value.size > 0 ? chosen.value.size : pages.total.value));

  const busy = ref(false);
  const refusal = shallowRef<Refusal | null>(null);
  let gone = false;
  onScopeDispose(() => (gone = true));
  async function decide(to: 'accepted' | 'declined', reason: string): Promise<boolean> {
    if (busy.value) return false;
    [busy.value, refusal.value] = [true, null];
    try {
      const entries = chosen.value.size > 0 ? { entries: [...chosen.value] } : {};
      await trialsApi.decide(trial, { decision: to, reason, ...entries });
      if (!gone) chosen.value = new Set();
      await Promise.all([pages.reload(), changed()]);
      return true;
    } catch (error) {
      if (!gone) refusal.value = refusalOf(error);
      return false;
    } finally {
      busy.value = false;
    }
  }
  return { ...pages, decision, chosen, toggle, meant, busy, refusal, decide };
}
