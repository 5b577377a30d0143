import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { CatalogueEntryBrief } from '../../../catalogue.protocol.js';
import { ApiError, get } from '../../api.js';
import { rulesApi } from '../../rules/rules-api.js';
import { catalogueApi } from '../catalogue-api.js';
import { isMembers, type Members, textIn } from '../members.js';
import type { Ancestor, RuleDefaults } from './former.js';

/** Of the published description of a profile, what the form reads. */
interface RuleSchema {
  readonly properties: {
    readonly enabled: { readonly default: boolean };
    readonly levelSource: { readonly default: string };
    readonly mode: { readonly enum: readonly string[] };
  };
}
interface ProfileSchema {
  readonly properties: { readonly rules: { readonly properties: Readonly<Record<string, RuleSchema>> } };
}

/** The rules with their defaults, the profiles that there are, and those from which this one takes over. */
export function useProfileForm(parent: () => string) {
  const rules = shallowRef<readonly RuleDefaults[]>();
  const profiles = shallowRef<readonly CatalogueEntryBrief[]>([]);
  const ancestors = shallowRef<readonly Ancestor[]>([]);
  const away = ref(false);
  let gone = false;
  onScopeDispose(() => (gone = true));

  async function load(): Promise<void> {
    away.value = false;
    const code = parent();
    try {
      const [heads, others, chain] = await Promise.all([
        rules.value ?? rulesWithDefaults(),
        catalogueApi.list('profiles', { limit: 200 }),
        ancestorsFrom(code),
      ]);
      if (gone || code !== parent()) return;
      [rules.value, profiles.value, ancestors.value] = [heads, others.items, chain];
    } catch {
      if (!gone) away.value = true;
    }
  }
  watch(parent, load, { immediate: true });
  return { rules, profiles, ancestors, away, load };
}

async function rulesWithDefaults(): Promise<RuleDefaults[]> {
  const [{ items }, schema] = await Promise.all([rulesApi.rules(), get<ProfileSchema>('schemas/profile.json')]);
  return items.flatMap((rule) => {
    const written = schema.properties.rules.properties[rule.code]?.properties;
    if (!written) return [];
    const { enabled, levelSource, mode } = written;
    return [{ ...rule, enabled: enabled.default, levelSource: levelSource.default, modes: mode.enum }];
  });
}

/** Nearest first; ends where there is none of the name, or where one would come twice: the server says which. */
async function ancestorsFrom(code: string): Promise<Ancestor[]> {
  const found: Ancestor[] = [];
  let next = code;
  while (next !== '' && !found.some((one) => one.code === next)) {
    const body = await bodyOf(next);
    if (!body) break;
    found.push({ code: next, body });
    next = textIn(body, 'extends');
  }
  return found;
}

async function bodyOf(code: string): Promise<Members | undefined> {
  try {
    const { body } = await catalogueApi.entry('profiles', code);
    return isMembers(body) ? body : undefined;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined;
    throw error;
  }
}
