import { computed, reactive, ref } from 'vue';
import type { BulletinIssue, BulletinView } from '../../bulletin.protocol.js';
import { MAX_NUMBER } from '../../bulletin.protocol.js';
import { ApiError, queryText, request } from '../api.js';
import type { Proposal } from './use-bulletin.js';

/** What is wrong with what has been filled in. */
export type ProposalFault = 'wrongNumber' | 'missing';

const emptyProposal = (): Proposal => ({ number: '', date: '', reason: '' });
const isSerial = (text: string): boolean => /^[1-9]\d*$/.test(text) && Number(text) <= MAX_NUMBER;

/** The form by which a draft becomes an edition. */
export function useIssue() {
  const proposal = reactive<Proposal>(emptyProposal());
  const working = ref(false);
  /** What the server says to a refused issue. */
  const refusal = ref<{ zh: string; en: string } | null>(null);
  const failed = ref(false);

  /** As far as the server takes it: what is half written is not looked at. */
  const shown = computed<Proposal>(() => ({
    number: isSerial(proposal.number) ? proposal.number : '',
    date: proposal.date,
    reason: proposal.reason.trim(),
  }));

  const faultOf = (isCorrection: boolean): ProposalFault | null => {
    if (proposal.number !== '' && !isSerial(proposal.number)) return 'wrongNumber';
    return isCorrection && proposal.reason.trim() === '' ? 'missing' : null;
  };

  function clear(): void {
    Object.assign(proposal, emptyProposal());
    refusal.value = null;
    failed.value = false;
  }

  /** The edition, or null when it was not issued; then `refusal` or `failed` says so. */
  async function issue({ month, region, hash }: BulletinView, isCorrection: boolean): Promise<BulletinView | null> {
    working.value = true;
    refusal.value = null;
    failed.value = false;
    const { number, date, reason } = shown.value;
    const body: BulletinIssue = {
      hash,
      ...(number !== '' && { number: Number(number) }),
      ...(date !== '' && { date }),
      ...(isCorrection && { reason }),
    };
    const query = queryText({ region: region ?? undefined });
    try {
      return await request<BulletinView>('POST', `bulletins/${month}/issue?${query}`, body);
    } catch (error) {
      const message = error instanceof ApiError ? error.problem.message : undefined;
      refusal.value = message ?? null;
      failed.value = message === undefined;
      return null;
    } finally {
      working.value = false;
    }
  }

  return { proposal, shown, working, refusal, failed, faultOf, clear, issue };
}
