import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { CatalogueEntry, CatalogueKind } from '../../catalogue.protocol.js';
import { type LoadFault, loadFault } from '../shared/load-fault.js';
import { catalogueApi } from './catalogue-api.js';

/** One entry: the version in force, or the one that is asked for. */
export function useEntry(asked: () => { kind: CatalogueKind; code: string; version?: number }) {
  const entry = shallowRef<CatalogueEntry>();
  const fault = ref<LoadFault | null>(null);
  let turn = 0;
  onScopeDispose(() => (turn = -1));

  async function load(): Promise<void> {
    const mine = ++turn;
    const { kind, code, version } = asked();
    if (entry.value?.kind !== kind || entry.value.code !== code) entry.value = undefined;
    fault.value = null;
    try {
      const loaded = await catalogueApi.entry(kind, code, version);
      if (mine === turn) entry.value = loaded;
    } catch (error) {
      if (mine === turn) [fault.value, entry.value] = [loadFault(error), undefined];
    }
  }
  watch(() => Object.values(asked()).join('\n'), load, { immediate: true });
  return { entry, fault, load };
}
