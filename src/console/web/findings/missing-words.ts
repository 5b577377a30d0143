import { useI18n } from 'vue-i18n';
import { useWords } from '../shared/words.js';
import { missingText } from './missing-text.js';

/** What a rule needs and may lack, in the reader's language. */
export function useMissingWords() {
  const { t } = useI18n();
  const { word } = useWords();
  return (code: string): string => missingText(code, { word, t });
}
