import { isUtf8 } from 'node:buffer';
import { flaw, rejectText, type Rejection } from './rejection.js';

export type Parsed = { readonly value: unknown } | { readonly rejection: Rejection };

const NOT_UTF8 = '不是有效的 UTF-8 / not valid UTF-8';
const EMPTY = '没有内容 / there is nothing';

/** Bytes → JSON value. A byte order mark is tolerated. */
export function parseJson(bytes: Buffer): Parsed {
  if (!isUtf8(bytes)) return { rejection: rejectText(bytes.toString(), flaw('invalid-json', null, NOT_UTF8)) };
  const text = withoutMark(bytes.toString());
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    // V8's message quotes the text around the fault, which may name the applicant.
    const at = error instanceof SyntaxError ? /at position \d+/.exec(error.message)?.[0] : undefined;
    const what = text.trim() === '' ? EMPTY : `不是有效的 JSON / not valid JSON${at ? ` (${at})` : ''}`;
    return { rejection: rejectText(text, flaw('invalid-json', null, what)) };
  }
}

const withoutMark = (text: string): string => (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
