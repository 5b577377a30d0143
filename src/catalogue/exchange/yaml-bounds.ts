import { type Document, isAlias, isCollection, isMap, isPair, isScalar, Lexer, type Node } from 'yaml';
import { MAX_ALIASES, MAX_DEPTH, MAX_FILE_BYTES, MAX_LEXEMES } from './exchange-limits.js';
import { fileFault } from './file-fault.js';

/** What stands in the way of an entry, and at which character of it. */
export interface YamlFault {
  readonly zh: string;
  readonly en: string;
  readonly at: number;
}

/** Columns by which a line may be indented: two to a level. */
const MAX_INDENT = 2 * MAX_DEPTH;
/** Signs with which the library marks what comes next. */
const [SCALAR, FLOW_BROKEN] = ['\u001F', '\u0018'];

/**
 * Counts what an entry is made of, and how deep, before anything is built of it: the library builds level by level on the
 * stack, and where that has no room the whole process may end.
 *
 * @throws 400
 */
export function boundLexemes(text: string, line: number): void {
  let [count, flow, block, before] = [0, 0, 0, '\n'];
  for (const lexeme of new Lexer().lex(text)) {
    if (++count > MAX_LEXEMES) throw entryTooLarge(line);
    if (before.endsWith('\n')) {
      block = 0;
      if (flow === 0 && /^ +$/u.test(lexeme) && lexeme.length > MAX_INDENT) throw nestedTooDeep(line);
    }
    if (before !== SCALAR) {
      if (/^[[{]$/u.test(lexeme)) flow += 1;
      else if (/^[\]}]$/u.test(lexeme)) flow -= 1;
      else if (lexeme === FLOW_BROKEN) flow = 0;
      else if (flow === 0 && /^[-?:]$/u.test(lexeme)) block += 1;
    }
    if (Math.max(flow, block) > MAX_DEPTH) throw nestedTooDeep(line);
    before = lexeme;
  }
}

const entryTooLarge = (line: number) =>
  fileFault(
    'entry-too-large',
    `第 ${line} 行起的一条过大，请将各条分别以“- ”顶格书写`,
    `the entry from line ${line} on is too large; each entry begins with "- " at the left margin`,
  );

export const nestedTooDeep = (line: number) =>
  fileFault(
    'nested-too-deep',
    `第 ${line} 行起的一条嵌套超过 ${MAX_DEPTH} 层`,
    `the entry from line ${line} on is nested more than ${MAX_DEPTH} levels deep`,
  );

/**
 * A key that stands twice, or more aliases than are taken. The library compares each key with every other one, and looks
 * through every anchor for each alias.
 *
 * @param line where the entry begins
 * @throws 400 where it is nested too deep
 */
export function documentFault(document: Document.Parsed, line: number): YamlFault | undefined {
  const open: [node: unknown, depth: number][] = [[document.contents, 1]];
  let [aliases, found]: [number, YamlFault | undefined] = [0, undefined];
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, depth] = next;
    if (depth > MAX_DEPTH) throw nestedTooDeep(line);
    if (isAlias(node) && ++aliases > MAX_ALIASES) return TOO_MANY_ALIASES;
    if (!isCollection(node)) continue;
    if (isMap(node)) found ??= keyTwice(node.items.map(({ key }) => key));
    for (const item of node.items)
      for (const one of isPair(item) ? [item.key, item.value] : [item]) open.push([one, depth + 1]);
  }
  return found;
}

function keyTwice(keys: readonly unknown[]): YamlFault | undefined {
  const known = new Set<unknown>();
  for (const key of keys) {
    if (!isScalar(key)) continue;
    const name = String(key.value).slice(0, 60);
    if (known.has(key.value)) return { zh: `“${name}”重复`, en: `"${name}" stands twice`, at: beginOf(key) };
    known.add(key.value);
  }
  return undefined;
}

const TOO_MANY_ALIASES: YamlFault = {
  zh: `别名超过 ${MAX_ALIASES} 个`,
  en: `there are more than ${MAX_ALIASES} aliases`,
  at: 0,
};

const beginOf = ({ range }: Node): number => range?.[0] ?? 0;

/** Would a value be larger than any file, once everything that its aliases stand for is written? */
export function isOversized(value: unknown): boolean {
  let room = MAX_FILE_BYTES;
  const open = [value];
  while (open.length > 0 && room >= 0) {
    const one = open.pop();
    room -= typeof one === 'string' ? one.length + 1 : 1;
    if (typeof one !== 'object' || one === null) continue;
    for (const [name, inner] of Object.entries(one)) {
      room -= Array.isArray(one) ? 0 : name.length;
      open.push(inner);
    }
  }
  return room < 0;
}
