import { useI18n } from 'vue-i18n';
import { useWords } from '../shared/words.js';

const FACT = 'discretion.facts.';

/** What a rule needs and may lack, in words; a code that has none is shown as it is. */
export function useMissingWords() {
  const { t } = useI18n();
  const { word } = useWords();

  /** `case.decided` is a report, `case.decided.reason` a member of one. */
  function ofEvent(code: string): string {
    if (word('event', code) !== code) return t('missingEvent', { event: word('event', code) });
    const dot = code.lastIndexOf('.');
    const [type, member] = [code.slice(0, Math.max(dot, 0)), code.slice(dot + 1)];
    const event = word('event', type);
    return event === type ? code : t('missingMember', { event, member: word('member', member) });
  }

  return (code: string): string => {
    const known = word('missing', code);
    if (known !== code) return known;
    return code.startsWith(FACT) ? t('missingFact', { fact: code.slice(FACT.length) }) : ofEvent(code);
  };
}
