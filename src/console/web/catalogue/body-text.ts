import { LineCounter, parseDocument, stringify } from 'yaml';
import { isMembers, type Members } from './members.js';

/** What a text says, or where it cannot be read (lines and columns from 1). */
export type ReadText =
  | { readonly body: Members }
  | { readonly fault: { readonly line: number; readonly column: number; readonly message: string | null } };

export function readText(text: string): ReadText {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: true });
  const [error] = document.errors;
  if (error) {
    const { line, col } = lineCounter.linePos(error.pos[0]);
    return { fault: { line, column: col, message: error.message } };
  }
  // A few aliases are fine, a bomb of them is not.
  const value: unknown = document.toJS({ maxAliasCount: 100 });
  return isMembers(value) ? { body: value } : { fault: { line: 1, column: 1, message: null } };
}

export const textOfBody = (body: Members): string => stringify(body, { lineWidth: 100 });
