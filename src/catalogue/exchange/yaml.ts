import { type Document, LineCounter, parseDocument, stringify } from 'yaml';
import { remark } from '../kinds/kind.js';
import type { FileEntry, PlacedRemark } from './file-entry.js';
import { textOf } from './csv.js';
import { MAX_ALIASES, MAX_CELL, MAX_ENTRIES } from './exchange-limits.js';
import { tooManyRows } from './header.js';
import { isMembers } from './members.js';
import { KEY } from './table.js';
import { boundLexemes, documentFault, isOversized, nestedTooDeep } from './yaml-bounds.js';

/** Entries as the files of `config/` write them: a list, nothing left out. */
export const yamlOf = (entry: unknown): string => stringify([entry], { lineWidth: 0, aliasDuplicateObjects: false });

/**
 * Each entry of the list is read by itself: one that is broken leaves the others, and a large file gives way to others
 * between them. A file may hold one entry alone.
 */
export function* readYaml(bytes: Uint8Array): Generator<FileEntry> {
  const text = textOf(bytes, 'yaml')
    .replace(/^\uFEFF/u, '')
    .replace(/\r\n?/gu, '\n');
  // In a list at the left margin nothing of an entry stands at the margin but its own dash.
  const starts: number[] = [];
  for (const { index } of text.matchAll(/^-(?=[ \n])/gmu))
    if (starts.push(index) > MAX_ENTRIES) throw tooManyRows('yaml', MAX_ENTRIES);
  const head = starts.length === 0 ? '' : text.slice(0, starts[0]);
  if (starts.length === 0 || /^[^#\s-]/mu.test(head)) {
    yield* entriesOf(text, 1);
    return;
  }
  let line = 1 + (head.split('\n').length - 1);
  for (const [i, start] of starts.entries()) {
    const chunk = text.slice(start, starts[i + 1]);
    yield* entriesOf(chunk, line);
    line += chunk.split('\n').length - 1;
  }
}

function* entriesOf(text: string, line: number): Generator<FileEntry> {
  boundLexemes(text, line);
  const lines = new LineCounter();
  const document = parsed(text, line, lines);
  const place = { table: null, line };
  const broken = (fault: PlacedRemark): FileEntry => ({
    ...{ code: '', ...place, faults: [fault], places: new Map<string, never>() },
    given: text.slice(0, MAX_CELL),
  });
  const at = (offset: number) => ({ table: null, line: line + Math.max(lines.linePos(offset).line, 1) - 1 });
  const [error] = document.errors;
  if (error) {
    const reason = error.message.split('\n')[0] ?? '';
    yield broken({ ...at(error.pos[0]), ...remark('', `不是 YAML：${reason}`, `is no YAML: ${reason}`) });
    return;
  }
  const fault = documentFault(document, line);
  if (fault) {
    yield broken({ ...at(fault.at), ...remark('', fault.zh, fault.en) });
    return;
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: MAX_ALIASES });
    if (isOversized(value)) throw new RangeError('they stand for more than a file may hold');
  } catch (caught) {
    const reason = caught instanceof Error ? caught.message : String(caught);
    yield broken({ ...place, ...remark('', `别名有误：${reason}`, `the aliases are wrong: ${reason}`) });
    return;
  }
  if (value === null && text.trim().replace(/^#.*$/gmu, '').trim() === '') return;
  for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) yield entryOf(one, line);
}

/** @throws 400 where it is nested too deep */
function parsed(text: string, line: number, lineCounter: LineCounter): Document.Parsed {
  try {
    return parseDocument(text, { uniqueKeys: false, lineCounter });
  } catch (error) {
    // The stack has no room.
    if (error instanceof RangeError) throw nestedTooDeep(line);
    throw error;
  }
}

function entryOf(value: unknown, line: number): FileEntry {
  const place = { table: null, line };
  const given = { ...place, places: new Map<string, never>(), given: value };
  const code = isMembers(value) ? value[KEY] : undefined;
  if (!isMembers(value))
    return { code: '', ...given, faults: [{ ...place, ...remark('', '应为对象', 'must be an object') }] };
  if (typeof code !== 'string' || code.trim() === '')
    return {
      code: '',
      ...given,
      faults: [{ ...place, ...remark(KEY, '缺少编码，或不是加引号的文字', 'is missing, or not a text in quotes') }],
    };
  return { code, ...given, faults: [], value: value };
}
