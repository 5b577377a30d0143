import { setImmediate as pause } from 'node:timers/promises';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { MAX_CELLS, MAX_COLUMNS } from './exchange-limits.js';
import { fileFault, tooManyCells, tooManyColumns } from './file-fault.js';

/** A cell of a sheet as it is stored. */
export interface SheetCell {
  readonly column: number;
  readonly text: string;
  /** A formula, or the error that one has come to. */
  readonly isFormula: boolean;
}

export interface SheetLine {
  readonly line: number;
  readonly cells: readonly SheetCell[];
}

/** Characters after which others have their turn. */
const PIECE = 65_536;

type Tags = Readonly<Record<string, (tag: SaxesTagPlain) => void>>;

/** Reads XML without namespaces' prefixes; what it declares of entities is not expanded. @throws 400 where it is broken */
export async function walkXml(
  part: string,
  bytes: Uint8Array,
  on: {
    readonly open?: Tags;
    readonly close?: Readonly<Record<string, () => void>>;
    readonly text?: (text: string) => void;
  },
): Promise<void> {
  const parser = new SaxesParser<{ xmlns: false }>({ xmlns: false });
  const local = (name: string): string => name.slice(name.indexOf(':') + 1);
  let failure: string | undefined;
  parser.on('error', (error) => (failure ??= error.message));
  parser.on('opentag', (tag) => on.open?.[local(tag.name)]?.(tag));
  parser.on('closetag', (tag) => on.close?.[local(tag.name)]?.());
  if (on.text) parser.on('text', on.text);
  if (on.text) parser.on('cdata', on.text);
  const text = new TextDecoder().decode(bytes);
  for (let from = 0; from < text.length && failure === undefined; from += PIECE) {
    parser.write(text.slice(from, from + PIECE));
    await pause();
  }
  if (failure === undefined) parser.close();
  if (failure === undefined) return;
  throw fileFault('broken-xlsx', `${part} 不是完整的 XML：${failure}`, `${part} is broken XML: ${failure}`);
}

/** The texts that cells refer to by number; pronunciation marks are left out. */
export async function readSharedTexts(part: string, bytes: Uint8Array): Promise<string[]> {
  const texts: string[] = [];
  const reader = new RichText();
  await walkXml(part, bytes, {
    open: { ...reader.open, si: () => reader.begin() },
    close: {
      ...reader.close,
      si: () => {
        if (texts.push(reader.take()) > MAX_CELLS) throw tooManyCells(part);
      },
    },
    text: (text) => reader.add(text),
  });
  return texts;
}

/** Gathers the `<t>` of a text whose parts may look differently. */
class RichText {
  private text = '';
  private isIn = false;
  private aside = 0;
  readonly open: Tags = { t: () => (this.isIn = true), rPh: () => (this.aside += 1) };
  readonly close = { t: () => void (this.isIn = false), rPh: () => void (this.aside -= 1) };

  begin(): void {
    this.text = '';
  }

  add(text: string): void {
    if (this.isIn && this.aside === 0) this.text += text;
  }

  take(): string {
    return unescaped(this.text);
  }
}

/**
 * The cells of a sheet, row by row; blank ones are left out.
 *
 * @param name of the sheet
 * @throws 413 as soon as a row has more cells than a table has columns
 */
export async function readSheet(
  name: string,
  part: string,
  bytes: Uint8Array,
  shared: readonly string[],
  take: (line: SheetLine) => void,
): Promise<void> {
  const reader = new RichText();
  let [line, column] = [0, -1];
  let [type, value, isFormula, isIn] = ['', '', false, false];
  let cells: SheetCell[] = [];
  await walkXml(part, bytes, {
    open: {
      ...reader.open,
      row: ({ attributes: { r } }) => {
        line = r === undefined ? line + 1 : Number(r);
        column = -1;
        cells = [];
      },
      c: ({ attributes: { r, t = 'n' } }) => {
        column = r === undefined ? column + 1 : columnNumber(r);
        [type, value, isFormula] = [t, '', t === 'e'];
        reader.begin();
      },
      f: () => void (isFormula = true),
      v: () => void (isIn = true),
    },
    close: {
      ...reader.close,
      v: () => void (isIn = false),
      c: () => {
        const text =
          type === 's' ? (shared[Number(value)] ?? '') : type === 'inlineStr' ? reader.take() : valueText(type, value);
        if (text === '' && !isFormula) return;
        if (column >= MAX_COLUMNS || cells.length === MAX_COLUMNS) throw tooManyColumns(name, line);
        cells.push({ column, text, isFormula });
      },
      row: () => {
        if (cells.length > 0) take({ line, cells });
      },
    },
    text: (text) => {
      if (isIn) value += text;
      reader.add(text);
    },
  });
}

/** Numbers as people write them: `0.10000000000000001` is what a workbook keeps of 0.1. */
function valueText(type: string, value: string): string {
  if (type === 'b') return value === '1' ? 'true' : 'false';
  const number = Number(value);
  return type !== 'n' || value.trim() === '' || !Number.isFinite(number) ? value : plainNumber(number, value);
}

const plainNumber = (number: number, stored: string): string =>
  Math.abs(number) >= 1e15 ? number.toExponential().toUpperCase() : /e/i.test(String(number)) ? stored : String(number);

/** `_x0041_` stands for a character that XML or a spreadsheet could not hold. */
const unescaped = (text: string): string =>
  text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** `AB12` → 27 */
function columnNumber(ref: string): number {
  let number = 0;
  for (const letter of /^[A-Z]{1,3}/.exec(ref)?.[0] ?? '') number = number * 26 + letter.charCodeAt(0) - 64;
  return number - 1;
}
