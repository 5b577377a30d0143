import { useI18n } from 'vue-i18n';

const NATIONAL = 'national:';

/** What an import came from: a file of a format, or the national tables of a source. */
export function useOrigin() {
  const { t } = useI18n();
  return (origin: string): string =>
    origin.startsWith(NATIONAL)
      ? t('exchange.nationalOrigin', { source: origin.slice(NATIONAL.length) })
      : t('exchange.origin', { origin: origin.toUpperCase() });
}
