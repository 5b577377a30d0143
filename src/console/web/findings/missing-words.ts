import { useI18n } from 'vue-i18n';
import { useWords } from '../shared/words.js';

const FACT = 'discretion.facts.';

/** What a rule lacks, in words; a code that has none is shown as it is. */
export function useMissingWords() {
  const { t } = useI18n();
  const { word } = useWords();
  return (missing: string): string =>
    missing.startsWith(FACT) ? t('missingFact', { fact: missing.slice(FACT.length) }) : word('missing', missing);
}
