import { isUtf8 } from 'node:buffer';
import { jsonFault } from './json-fault.js';
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
  } catch {
    const what = text.trim() === '' ? EMPTY : notJson(text);
    return { rejection: rejectText(text, flaw('invalid-json', null, what)) };
  }
}

/** The engine's own message quotes the text around the fault, which may name the applicant. */
function notJson(text: string): string {
  const { line, column } = jsonFault(text) ?? { line: 1, column: 1 };
  return `不是有效的 JSON：第 ${line} 行第 ${column} 列 / not valid JSON: line ${line}, column ${column}`;
}

const withoutMark = (text: string): string => (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
