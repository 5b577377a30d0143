const FACT = 'discretion.facts.';

/** Tables of names by code, and sentences with the names in them; a code without a name is answered as it is. */
export interface MissingTexts {
  word(table: 'missing' | 'event' | 'member', code: string): string;
  t(sentence: 'missingFact' | 'missingEvent' | 'missingMember', named: Record<string, string>): string;
}

/** What a rule needs and may lack, in words; a code that has none is shown as it is. */
export function missingText(code: string, { word, t }: MissingTexts): string {
  const known = word('missing', code);
  if (known !== code) return known;
  if (!code.startsWith(FACT)) return ofEvent(code, { word, t });
  return t('missingFact', { fact: word('member', code.slice(FACT.length)) });
}

/** `case.decided` is a report, `case.decided.reason` a member of one. */
function ofEvent(code: string, { word, t }: MissingTexts): string {
  if (word('event', code) !== code) return t('missingEvent', { event: word('event', code) });
  const dot = code.lastIndexOf('.');
  const [type, member] = [code.slice(0, Math.max(dot, 0)), code.slice(dot + 1)];
  const event = word('event', type);
  return event === type ? code : t('missingMember', { event, member: word('member', member) });
}
