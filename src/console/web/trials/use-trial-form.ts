import { onScopeDispose, reactive, ref, shallowRef } from 'vue';
import { CATALOGUE_KINDS, type CatalogueKind, type DraftBrief } from '../../catalogue.protocol.js';
import { TRIAL_KINDS, type TrialBrief, type TrialKind, type TrialRequest } from '../../trials.protocol.js';
import { catalogueApi } from '../catalogue/catalogue-api.js';
import { type Refusal, refusalOf } from '../catalogue/use-draft.js';
import { dateOfDay, dayNumber } from '../shared/time.js';
import { shanghaiNow } from '../shared/today.js';
import { trialsApi } from './trials-api.js';

/** What is tried: a draft of the catalogue, the version in force, or what is written here. */
export const SOURCES = ['draft', 'inForce', 'text'] as const;
/** Days of the period that is offered: half a year. */
const OFFERED = 183;

const CATALOGUE_KIND: Readonly<Record<TrialKind, CatalogueKind>> = {
  item: 'items',
  discretion: 'standards',
  calendar: 'calendars',
  profile: 'profiles',
};
export const trialKindOf = (kind: CatalogueKind): TrialKind | undefined =>
  TRIAL_KINDS.find((one) => CATALOGUE_KIND[one] === kind);

/** The form of a new trial; `asked` comes from the address, as a draft's page leads here. */
export function useTrialForm(asked: { draft?: string; kind?: string; code?: string }, mayDrafts: boolean) {
  const today = shanghaiNow().slice(0, 10);
  const form = reactive({
    source: (asked.draft !== undefined || mayDrafts ? 'draft' : 'text') as (typeof SOURCES)[number],
    draft: asked.draft ?? '',
    kind: TRIAL_KINDS.find((kind) => kind === asked.kind) ?? ('profile' as TrialKind),
    code: asked.code ?? 'default',
    text: 'rules:\n  T-PROMISE-OVER:\n    level: red\n',
    from: dateOfDay(dayNumber(today) - OFFERED),
    to: today,
    org: '',
    name: '',
  });
  const drafts = shallowRef<readonly DraftBrief[]>([]);
  const busy = ref(false);
  const refusal = shallowRef<Refusal | null>(null);
  const textFault = shallowRef<{ line: number; column: number; message: string | null } | null>(null);
  let gone = false;
  onScopeDispose(() => (gone = true));

  async function loadDrafts(): Promise<void> {
    try {
      const { items } = await catalogueApi.drafts({ state: 'draft', limit: 500 });
      if (!gone) drafts.value = items.filter(({ kind }) => CATALOGUE_KINDS.includes(kind) && trialKindOf(kind));
      if (form.draft === '' && drafts.value[0]) form.draft = String(drafts.value[0].id);
      else if (form.draft === '' && !gone) form.source = 'text';
    } catch {
      // Without drafts to choose from, the other two ways are left.
    }
  }
  if (mayDrafts) void loadDrafts();

  /** Undefined: the text cannot be read. */
  async function whatIsTried(): Promise<TrialRequest['draft'] | undefined> {
    textFault.value = null;
    if (form.source === 'draft') {
      const chosen = drafts.value.find(({ id }) => String(id) === form.draft);
      const kind = chosen ? trialKindOf(chosen.kind) : undefined;
      return { kind: kind ?? form.kind, code: chosen?.code ?? form.code.trim(), draft: form.draft };
    }
    const named = { kind: form.kind, code: form.code.trim() };
    if (form.source === 'inForce') return named;
    const { readText } = await import('../catalogue/body-text.js');
    const read = readText(form.text);
    if ('body' in read) return { ...named, body: read.body };
    textFault.value = read.fault;
    return undefined;
  }
  /** The last day of the form is meant to be in; of the request it is the first that is out. */
  async function start(): Promise<TrialBrief | undefined> {
    if (busy.value) return undefined;
    [busy.value, refusal.value] = [true, null];
    try {
      const draft = await whatIsTried();
      if (!draft) return undefined;
      const to = form.to === '' ? '' : dateOfDay(dayNumber(form.to) + 1);
      const [org, name] = [form.org.trim(), form.name.trim()];
      return await trialsApi.start({ draft, from: form.from, to, ...(org && { org }), ...(name && { name }) });
    } catch (error) {
      if (!gone) refusal.value = refusalOf(error);
      return undefined;
    } finally {
      busy.value = false;
    }
  }
  return { form, drafts, busy, refusal, textFault, start };
}
