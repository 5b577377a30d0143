import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { BulletinPreview, BulletinView } from '../../bulletin.protocol.js';
import { ApiError, get, queryText } from '../api.js';
import { loadFault, type LoadFault } from '../shared/load-fault.js';
import type { BulletinAddress } from './bulletin-address.js';

export type BulletinFault = LoadFault | 'notBegun' | 'notIssued';
/** Why there is text only. */
export type PagesFault = 'busy' | 'failed';
/** Pages are null where they could not be made. */
export type ShownBulletin = BulletinView & Pick<BulletinPreview, 'asPrinted'> & { pages: readonly string[] | null };

/** What a draft shall bear; empty texts are not given. */
export interface Proposal {
  number: string;
  date: string;
  reason: string;
}

const OF_CODE: Readonly<Record<string, BulletinFault>> = { 'month-not-begun': 'notBegun', 'not-issued': 'notIssued' };
const faultOf = (error: unknown): BulletinFault =>
  (error instanceof ApiError && OF_CODE[error.problem.code ?? '']) || loadFault(error);

/** Why pages could not be made while the text can be had; null: nothing can. */
function pagesFaultOf(error: unknown): PagesFault | null {
  const code = error instanceof ApiError ? error.problem.code : undefined;
  return code === 'documents-busy' ? 'busy' : code === 'document-failed' ? 'failed' : null;
}

/** A bulletin with its pages, all from one answer. What was shown before stays until the new one is there. */
export function useBulletin(address: () => BulletinAddress, proposal: () => Proposal) {
  const bulletin = shallowRef<ShownBulletin>();
  const fault = ref<BulletinFault | null>(null);
  const pagesFault = ref<PagesFault | null>(null);
  const loading = ref(false);
  /** Tells the answer that is waited for from older ones that come late. */
  let asked = 0;
  onScopeDispose(() => (asked = -1));

  const queryOf = () => {
    const { region, edition } = address();
    return { region: region ?? undefined, edition: edition ?? undefined };
  };
  const previewPath = (hash: string | undefined) =>
    `${address().month}/preview?${queryText({ ...queryOf(), ...proposal(), hash })}`;
  const textPath = () => `${address().month}?${queryText(queryOf())}`;

  /** @param hash of the figures that are seen and shall stay; without, as they stand now */
  async function load(hash?: string): Promise<void> {
    const mine = ++asked;
    loading.value = true;
    const [answer, error, why] = await read(hash);
    if (mine !== asked) return;
    bulletin.value = answer;
    fault.value = answer ? null : faultOf(error);
    pagesFault.value = why;
    loading.value = false;
  }

  async function read(hash: string | undefined): Promise<[ShownBulletin | undefined, unknown, PagesFault | null]> {
    try {
      return [await get<BulletinPreview>(`bulletins/${previewPath(hash)}`), null, null];
    } catch (error) {
      const why = pagesFaultOf(error);
      if (why === null) return [undefined, error, null];
      try {
        const view = await get<BulletinView>(`bulletins/${textPath()}`);
        return [{ ...view, pages: null, asPrinted: true }, null, why];
      } catch (failure) {
        return [undefined, failure, null];
      }
    }
  }

  watch(
    () => JSON.stringify(address()),
    () => {
      bulletin.value = undefined;
      void load();
    },
    { immediate: true },
  );
  return { bulletin, fault, pagesFault, loading, load };
}
