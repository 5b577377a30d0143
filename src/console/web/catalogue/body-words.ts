import { useI18n } from 'vue-i18n';
import { isMembers, type Members } from './members.js';
import { inOrder } from './member-order.js';
import { useOrgNames } from './org-names.js';
import { useWords } from '../shared/words.js';

/** Members whose values are codes of organisations or regions. */
const ORG_MEMBERS: readonly string[] = ['org', 'orgs', 'region', 'parent', 'units'];

/** Members of the catalogue's entries, and their values, as people read them; what is not known stands as it is. */
export function useBodyWords() {
  const { t, tm, rt, locale } = useI18n({ useScope: 'global' });
  const { inLocale, limitText } = useWords();
  const orgName = useOrgNames();

  const tableOf = (path: string): Record<string, string> => tm(path) as Record<string, string>;
  const found = (path: string, name: string): string | undefined => {
    const table = tableOf(path);
    return Object.hasOwn(table, name) ? rt(table[name]!) : undefined;
  };
  const label = (member: string): string => found('catalogueMember', member) ?? found('threshold', member) ?? member;
  const isWords = (value: Members): value is { zh: string; en: string } =>
    typeof value.zh === 'string' && Object.keys(value).every((name) => name === 'zh' || name === 'en');

  function limit(value: Members): string {
    const from = value.from === 'receipt' || value.from === 'acceptance' ? t(`startedBy.${value.from}`) : '';
    const basis = typeof value.basis === 'string' ? value.basis : '';
    const more = [from, basis].filter(Boolean).join(t('catalogue.comma'));
    const text = limitText(`${String(value.amount)} ${String(value.unit)}`);
    return more === '' ? text : t('catalogue.aside', { text, more });
  }

  function list(member: string, values: readonly unknown[]): string {
    if (values.length === 0) return t('catalogue.none');
    // Office hours: pairs of times.
    if (values.length === 2 && values.every((value) => /^\d\d:\d\d$/.test(String(value)))) return values.join('–');
    return values.map((value) => text(member, value)).join(t('catalogue.semicolon'));
  }

  /** `3–5`, `≥ 0.5`, `≤ 20 %`, one number, or one of several values. */
  function bounds(value: Members): string {
    const shown = (name: string, percent: string): string | null => {
      if (value[name] !== undefined) return String(value[name] as number);
      return value[percent] === undefined ? null : `${String(value[percent] as number)} %`;
    };
    const [min, max] = [shown('min', 'minPercent'), shown('max', 'maxPercent')];
    if (Array.isArray(value.oneOf)) return value.oneOf.join('／');
    if (min !== null && max !== null) return min === max ? min : `${min}–${max}`;
    if (min !== null) return `≥ ${min}`;
    return max !== null ? `≤ ${max}` : String((value.value as number | undefined) ?? '');
  }

  function object(value: Members): string {
    if (isWords(value)) return inLocale(value);
    if ('amount' in value && 'unit' in value) return limit(value);
    if ('value' in value && 'source' in value && Object.keys(value).length === 2)
      return t('catalogue.aside', { text: text('value', value.value), more: text('source', value.source) });
    if ('fact' in value) return [text('fact', value.fact), bounds(value)].filter(Boolean).join(' ');
    if (typeof value.type === 'string')
      return [text('type', value.type), value.base, bounds(value)].filter((part) => part !== undefined).join(' ');
    return inOrder(Object.keys(value))
      .map((name) => [name, value[name]] as const)
      .map(([name, inner]) => `${label(name)} ${text(name, inner)}`)
      .join(t('catalogue.comma'));
  }

  function text(member: string, value: unknown): string {
    if (value === null || value === undefined || value === '') return '—';
    if (Array.isArray(value)) return list(member, value);
    if (isMembers(value)) return object(value);
    if (typeof value === 'boolean' && member !== 'off') return t(value ? 'catalogue.yes' : 'catalogue.no');
    const name = ORG_MEMBERS.includes(member) ? orgName(String(value)) : undefined;
    if (name) return t('catalogue.aside', { text: inLocale(name), more: String(value) });
    return found(`catalogueValue.${member}`, String(value)) ?? String(value as string | number);
  }

  return { label, text, locale };
}
