/** Absent, or nothing but blanks: nothing has been said. */
export const isBlank = (text: string | undefined): boolean => text === undefined || text.trim() === '';

/** For comparing names: without blanks; full-width forms (（）, １) as their common ones. */
export const withoutBlanks = (text: string): string => text.normalize('NFKC').replace(/\s/gu, '');

/** For comparing sentences: letters and digits alone. */
export const lettersOf = (text: string): string => text.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '');

const SHOWN = 60;

/** As a finding quotes it: on one line, and not endless. */
export function brief(text: string): string {
  const letters = [...text.trim().replace(/\s+/gu, ' ')];
  return letters.length > SHOWN ? `${letters.slice(0, SHOWN).join('')}…` : letters.join('');
}
