import type { CaseEventView } from '../../console.protocol.js';
import { minuteTime } from '../shared/time.js';
import type { useWords } from '../shared/words.js';

/** Members worth a word in the timeline, in reading order. */
const SHOWN = [
  'step',
  'kind',
  'outcome',
  'days',
  'plannedDays',
  'promiseDate',
  'materials',
  'reason',
  'approver',
  'officer',
  'window',
  'documentNo',
] as const;

/** `审查 · 结果：通过 · 承办人 杨帆` */
export function eventFacts({ data }: CaseEventView, { word }: Pick<ReturnType<typeof useWords>, 'word'>): string {
  return SHOWN.flatMap((member) => {
    const text = valueText(member, data[member], word);
    return text === undefined ? [] : [word('fact', member, { v: text })];
  }).join(' · ');
}

function valueText(
  member: (typeof SHOWN)[number],
  value: unknown,
  word: ReturnType<typeof useWords>['word'],
): string | undefined {
  if (Array.isArray(value)) return value.length > 0 ? value.join('、') : undefined;
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string' || value === '') return undefined;
  if (member === 'kind' || member === 'outcome') return word('value', value);
  return member === 'promiseDate' ? minuteTime(value) : value;
}
