import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { CatalogueDraft, CatalogueKind, DraftInput, DraftTrial } from '../../catalogue.protocol.js';
import { type LoadFault, loadFault } from '../shared/load-fault.js';
import { minuteTime } from '../shared/time.js';
import { BLANK_BODIES } from './blank-bodies.js';
import { type ReadText, readText, textOfBody } from './body-text.js';
import { isMembers, type Members } from './members.js';
import { catalogueApi } from './catalogue-api.js';
import { orderedMembers } from './member-order.js';
import { type Refusal, refusalOf } from './use-draft.js';

/** Milliseconds after the last change before the server is asked what it thinks of it. */
const SETTLED = 500;

/** Kinds that can be written without YAML. */
export const hasForm = (kind: CatalogueKind): boolean => kind === 'items' || kind === 'profiles';

export interface Edited {
  readonly kind: CatalogueKind;
  /** Null: a new entry. */
  readonly code: string | null;
  /** Number of the draft that is edited; undefined: a new draft. */
  readonly draft: number | undefined;
}

/** One body, edited as a form or as text, with what the server says of it. */
export function useEditing({ kind, code, draft }: Edited) {
  const body = shallowRef<Members>();
  const text = ref('');
  const textFault = shallowRef<Extract<ReadText, { fault: unknown }>['fault'] | null>(null);
  const mode = ref<'form' | 'text'>(hasForm(kind) ? 'form' : 'text');
  const newCode = ref('');
  const effective = ref('');
  const note = ref('');
  const fault = ref<LoadFault | null>(null);
  const trial = shallowRef<DraftTrial>();
  const checking = ref<'idle' | 'checking' | 'away'>('idle');
  const saving = ref(false);
  const refusal = shallowRef<Refusal | null>(null);
  /** Of the draft as it was read. */
  let edition = 0;
  let gone = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  onScopeDispose(() => {
    gone = true;
    clearTimeout(timer);
  });
  const finalCode = computed(() => code ?? newCode.value.trim());
  const input = (): DraftInput => ({
    body: body.value,
    effectiveFrom: effective.value === '' ? null : `${effective.value}:00+08:00`,
    note: note.value.trim() === '' ? null : note.value.trim(),
  });

  async function load(): Promise<void> {
    fault.value = null;
    try {
      const found = await beginning();
      if (gone) return;
      change(found);
      refusal.value = null;
    } catch (error) {
      if (!gone) fault.value = loadFault(error);
    }
  }
  async function beginning(): Promise<Members> {
    if (code === null) return BLANK_BODIES[kind];
    if (draft === undefined) return membersOf((await catalogueApi.entry(kind, code)).body);
    const found = await catalogueApi.draft(kind, code, draft);
    edition = found.edition;
    note.value = found.note ?? '';
    effective.value = found.effectiveFrom === null ? '' : minuteTime(found.effectiveFrom).replace(' ', 'T');
    return membersOf(found.body);
  }

  /** From the form. */
  function change(to: Members): void {
    [body.value, text.value, textFault.value] = [to, textOfBody(to), null];
  }
  /** From the text: what cannot be read leaves the last body that could. */
  function write(to: string): void {
    text.value = to;
    const read = readText(to);
    if ('fault' in read) textFault.value = read.fault;
    else [body.value, textFault.value] = [read.body, null];
  }

  async function validate(): Promise<void> {
    const mine = ++asked;
    if (!body.value || finalCode.value === '') return;
    checking.value = 'checking';
    try {
      const answer = await catalogueApi.validate(kind, finalCode.value, input());
      if (gone || mine !== asked) return;
      [trial.value, checking.value] = [answer, 'idle'];
      // That somebody else has saved meanwhile is not mended by writing on.
      if (refusal.value?.problem?.code !== 'draft-edited') refusal.value = null;
    } catch (error) {
      if (gone || mine !== asked) return;
      const told = refusalOf(error);
      checking.value = told.problem === null ? 'away' : 'idle';
      if (told.problem !== null) refusal.value = told;
    }
  }
  watch([body, finalCode, effective], () => {
    clearTimeout(timer);
    timer = setTimeout(() => void validate(), SETTLED);
  });

  /** The draft as it has been stored; undefined: it was not. */
  async function save(): Promise<CatalogueDraft | undefined> {
    if (saving.value || !body.value || textFault.value) return undefined;
    [saving.value, refusal.value] = [true, null];
    try {
      return await (draft === undefined
        ? catalogueApi.propose(kind, finalCode.value, input())
        : catalogueApi.edit(kind, finalCode.value, draft, { ...input(), edition }));
    } catch (error) {
      if (!gone) refusal.value = refusalOf(error);
      return undefined;
    } finally {
      saving.value = false;
    }
  }

  void load();
  return {
    ...{ body, text, textFault, mode, newCode, finalCode, effective, note, fault, trial, checking, saving, refusal },
    ...{ load, change, write, save },
  };
}

const membersOf = (body: unknown): Members => (isMembers(body) ? orderedMembers(body) : {});
