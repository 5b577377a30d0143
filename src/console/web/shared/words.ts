import { useI18n } from 'vue-i18n';
import type { Locale, Messages } from '../i18n/index.js';

type CodeTable =
  | 'event'
  | 'fact'
  | 'value'
  | 'role'
  | 'unit'
  | 'caseState'
  | 'rejection'
  | 'holiday'
  | 'missing'
  | 'member'
  | 'threshold';

/** Texts that depend on codes from the server; an unknown code is shown as it is rather than hidden. */
export function useWords() {
  const { t, tm, rt, locale } = useI18n<{ message: Messages }, Locale>({ useScope: 'global' });

  /** Codes hold dots, so the table is read whole instead of by path. */
  function word(table: CodeTable, code: string, named?: Record<string, unknown>): string {
    const text = (tm(table) as Record<string, string>)[code];
    return text === undefined ? code : rt(text, named ?? {});
  }

  /** The text in the reader's language. */
  const inLocale = (text: { zh: string; en: string }): string => (locale.value === 'en' ? text.en || text.zh : text.zh);

  /** `7 workingDay` → 7 个工作日, with an extension `10+5 workingDay`; anything else as the server wrote it. */
  function limitText(limit: string | null): string {
    const [, amount, unit] = /^([\d.]+(?:\+[\d.]+)?)\s*([A-Za-z]+)$/.exec(limit ?? '') ?? [];
    if (amount === undefined || unit === undefined || !(unit in (tm('unit') as object))) return limit ?? '—';
    const sum = amount.split('+').reduce((all, part) => all + Number(part), 0);
    return t(`unit.${unit}`, { n: amount }, sum);
  }

  /** `国庆节、中秋节` → National Day, Mid-Autumn */
  const holidayName = (name: string): string =>
    name
      .split('、')
      .map((one) => word('holiday', one))
      .join(locale.value === 'en' ? ', ' : '、');

  const eventName = (type: string): string => word('event', type.replace(/^approval\./, ''));

  return { word, inLocale, limitText, holidayName, eventName };
}
