import { onScopeDispose, ref, shallowRef } from 'vue';
import type { CatalogueKind } from '../../../catalogue.protocol.js';
import type { ImportAnswer } from '../../../exchange.protocol.js';
import { exchangeApi, type ImportQuery } from './exchange-api.js';
import { type ExchangeFault, faultOf } from './faults.js';
import { endingsFor, isCsv, typeOf } from './files.js';

/** A chosen file is tried at once, and again whenever it is to be read otherwise; then drafts are made of what was shown. */
export function useImport(kind: () => CatalogueKind) {
  const name = ref<string | null>(null);
  const national = ref(false);
  const source = ref('');
  const table = ref('');
  const note = ref('');
  const answer = shallowRef<ImportAnswer | null>(null);
  const fault = shallowRef<ExchangeFault | null>(null);
  const busy = ref<'reading' | 'storing' | null>(null);
  /** Read once: what becomes drafts is what was tried, also when the file has been saved anew meanwhile. */
  let bytes: ArrayBuffer | undefined;
  /** Tells the answer that is waited for from older ones. */
  let asked = 0;
  onScopeDispose(() => (asked = -1));

  function forget(): void {
    [answer.value, fault.value, busy.value] = [null, null, null];
    asked += 1;
  }

  async function choose(file: File | undefined): Promise<void> {
    forget();
    [name.value, bytes] = [file?.name ?? null, undefined];
    const mine = asked;
    try {
      const read = await file?.arrayBuffer();
      if (mine !== asked) return;
      bytes = read;
    } catch {
      if (mine === asked) fault.value = { key: 'unread' };
      return;
    }
    await attempt();
  }

  const query = (apply: boolean): ImportQuery => ({
    source: national.value ? source.value.trim() : undefined,
    table: !national.value && isCsv(name.value ?? '') ? table.value : undefined,
    note: note.value.trim(),
    apply,
  });

  /** What the page sees itself before it sends anything. */
  function obstacle(file: string): ExchangeFault | null {
    const types = endingsFor(national.value).join(', ').toUpperCase();
    if (typeOf(file, national.value) === undefined) return { key: 'type', named: { name: file, types } };
    return national.value && source.value.trim() === '' ? { key: 'needsSource' } : null;
  }

  async function send(apply: boolean): Promise<ImportAnswer | undefined> {
    if (name.value === null || bytes === undefined) return undefined;
    fault.value = obstacle(name.value);
    if (fault.value !== null) return undefined;
    const mine = ++asked;
    busy.value = apply ? 'storing' : 'reading';
    try {
      const file = new Blob([bytes], { type: typeOf(name.value, national.value) });
      const said = await exchangeApi.send(kind(), file, query(apply));
      return mine === asked ? said : undefined;
    } catch (error) {
      if (mine === asked) fault.value = faultOf(error);
      return undefined;
    } finally {
      if (mine === asked) busy.value = null;
    }
  }

  async function attempt(): Promise<void> {
    forget();
    answer.value = (await send(false)) ?? answer.value;
  }
  const apply = (): Promise<ImportAnswer | undefined> => send(true);

  return { name, national, source, table, note, answer, fault, busy, choose, attempt, apply };
}
