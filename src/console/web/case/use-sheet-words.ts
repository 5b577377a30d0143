import { useI18n } from 'vue-i18n';
import { useWords } from '../shared/words.js';
import type { RunPart } from './sheet-runs.js';
import type { SheetEntry } from './sheet-weeks.js';

/** What a clock sheet says of a day, or of the same days of several weeks. */
export function useSheetWords(marks: () => readonly string[]) {
  const { t, tm, rt } = useI18n();
  const { word } = useWords();
  const dayNames = (): string[] => (tm('ledger.days') as string[]).map((name) => rt(name));

  /** `承 3 止` */
  function entryText(entry: SheetEntry, number = String(entry.n ?? '')): string {
    const what = {
      start: t('sheet.start'),
      count: number,
      hours: t('sheet.hours', { n: entry.minutes ?? 0 }),
      pause: `${t('sheet.pause')}${entry.pause ? ` ${word('value', entry.pause)}` : ''}`,
      roll: t('sheet.roll'),
      none: '',
    }[entry.what];
    return [...entry.clocks.map((clock) => marks()[clock]), what, entry.due ? t('sheet.due') : '']
      .filter(Boolean)
      .join(' ');
  }

  /** `周一至周五`, or each day by name where they do not follow each other. */
  function daysText(days: readonly number[]): string {
    const name = (day: number | undefined): string => t('sheet.day', { day: dayNames()[day ?? 0] });
    const [first, last] = [days[0], days.at(-1)];
    const inRow = days.length > 2 && days.length === (last ?? 0) - (first ?? 0) + 1;
    return inRow ? t('sheet.daysTo', { from: name(first), to: name(last) }) : days.map(name).join(t('sheet.join'));
  }

  /** `周一至周五：承 11–30` */
  const partText = ({ days, entry, to }: RunPart): string =>
    t('sheet.runPart', {
      days: daysText(days),
      what: entryText(entry, entry.n === to ? undefined : `${entry.n}–${to}`),
    });

  return { entryText, partText, daysText };
}
