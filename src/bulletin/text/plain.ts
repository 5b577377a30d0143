/** Longest name or reason that a document shows; the rest is cut and marked. */
export const MAX_TEXT = 500;

/**
 * A text from outside as one line of a document: composed, without control and format characters (which could turn the
 * direction of what follows), and without private ones, which mean nothing outside the system that wrote them.
 */
export function plain(text: string): string {
  const line = text
    .normalize('NFC')
    .replace(/[\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Variation_Selector}]/gu, '')
    .replace(/[\p{Co}\p{Cn}]/gu, '〓')
    .trim();
  const characters = [...line];
  return characters.length > MAX_TEXT ? `${characters.slice(0, MAX_TEXT - 1).join('')}…` : line;
}
