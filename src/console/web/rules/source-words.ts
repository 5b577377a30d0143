import { useI18n } from 'vue-i18n';

const OURS = '本系统约定';

/** Where a number comes from; our own choices are said to be such, whatever the language. */
export function useSourceWords() {
  const { t } = useI18n();
  const isOurs = (source: string): boolean => source.trim() === '' || source.startsWith(OURS);
  const sourceText = (source: string): string =>
    isOurs(source) ? t('rules.convention') + source.trim().slice(OURS.length) : source;
  return { isOurs, sourceText };
}
