import { useI18n } from 'vue-i18n';
import type { Locale, Messages } from '../i18n/index.js';

export interface Both {
  zh: string;
  en: string;
}

type Named = Record<string, unknown>;
/** Tables whose codes may hold dots, so they are read whole instead of by path. */
type CodeTable = 'event' | 'value' | 'holiday';

/** Texts in both languages at once, for paper. */
export function useBothWords() {
  const { t, getLocaleMessage } = useI18n<{ message: Messages }, Locale>({ useScope: 'global' });
  const tableOf = (table: CodeTable, locale: Locale): Record<string, string> =>
    (getLocaleMessage(locale) as unknown as Record<CodeTable, Record<string, string>>)[table];

  const both = (key: string, named: Named = {}): Both => ({
    zh: t(key, named, { locale: 'zh' }),
    en: t(key, named, { locale: 'en' }),
  });
  /** An unknown code is shown as it is rather than hidden. */
  const bothOf = (table: CodeTable, code: string): Both => ({
    zh: tableOf(table, 'zh')[code] ?? code,
    en: tableOf(table, 'en')[code] ?? code,
  });
  const bothEvent = (type: string): Both => bothOf('event', type.replace(/^approval\./, ''));
  /** `国庆节、中秋节` → National Day, Mid-Autumn */
  const bothHolidays = (name: string): Both => ({
    zh: name,
    en: name
      .split('、')
      .map((one) => bothOf('holiday', one).en)
      .join(', '),
  });
  return { both, bothOf, bothEvent, bothHolidays };
}
