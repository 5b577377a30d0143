import { inflateSync } from 'node:zlib';

/** A run of text on a page; lengths in points from the upper left corner. */
export interface PdfRun {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly font: string;
  readonly text: string;
}

export interface PdfText {
  /** The file without what is packed. */
  readonly source: string;
  readonly pages: readonly { readonly width: number; readonly height: number; readonly runs: readonly PdfRun[] }[];
  /** PostScript names without the marks of their subsets. */
  readonly fonts: readonly string[];
}

type Objects = ReadonlyMap<number, string>;

/** Reads the PDFs that Typst writes, which keep every object by itself; no reader of PDFs in general. */
export function readPdf(file: Buffer): PdfText {
  const source = file.toString('latin1');
  const objects: Objects = new Map(
    [...source.matchAll(/\n(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, n, body]) => [Number(n), body ?? '']),
  );
  const pages = [...objects.values()]
    .filter((body) => /\/Type \/Page\n/.test(body))
    .map((page) => readPage(page, objects));
  const fonts = [...source.matchAll(/\/Subtype \/Type0\s+\/BaseFont \/[A-Z]{6}\+([\w-]+)/g)].map(
    ([, name]) => name ?? '',
  );
  return { source, pages, fonts };
}

function readPage(page: string, objects: Objects): PdfText['pages'][number] {
  const [, width = 0, height = 0] = (/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(page) ?? []).map(Number);
  const fonts = new Map(
    [...page.matchAll(/\/(f\d+) (\d+) 0 R/g)].map(([, name, n]) => [
      name ?? '',
      readFont(objects.get(Number(n)), objects),
    ]),
  );
  const content = streamOf(page, 'Contents', objects);
  const runs = [...content.matchAll(/BT\n([\s\S]*?)\nET/g)].map((block): PdfRun => {
    const [, x, y] = [...content.slice(0, block.index).matchAll(/([\d.-]+) ([\d.-]+) cm\n/g)].at(-1) ?? [];
    const [, font = '', size] = /\/(f\d+) ([\d.]+) Tf/.exec(block[1] ?? '') ?? [];
    const { name, characters } = fonts.get(font)!;
    const text = glyphsOf(unmarked(block[1] ?? '')).map((glyph) => characters.get(glyph) ?? '\u{FFFD}');
    return { x: Number(x), y: height - Number(y), size: Number(size), font: name, text: text.join('') };
  });
  return { width, height, runs };
}

function readFont(font = '', objects: Objects): { name: string; characters: Map<number, string> } {
  const characters = new Map<number, string>();
  const map = streamOf(font, 'ToUnicode', objects);
  for (const [, glyph = '', text = ''] of map.matchAll(/^<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>$/gm))
    characters.set(parseInt(glyph, 16), Buffer.from(text, 'hex').swap16().toString('utf16le'));
  return { name: /\/BaseFont \/[A-Z]{6}\+([\w-]+)/.exec(font)?.[1] ?? '', characters };
}

function streamOf(body: string, member: string, objects: Objects): string {
  const stream = objects.get(Number(new RegExp(`/${member} (\\d+) 0 R`).exec(body)?.[1])) ?? '';
  const at = stream.indexOf('stream\n') + 7;
  const content = stream.slice(at, stream.lastIndexOf('\nendstream'));
  return stream.slice(0, at).includes('/FlateDecode')
    ? inflateSync(Buffer.from(content, 'latin1')).toString('latin1')
    : content;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** Without the marks of content that stand between texts. */
const unmarked = (content: string): string => content.replace(/\/Span\s*<<[\s\S]*?>>\s*BDC/g, '');

/** Of the texts that are shown, literal or in hexadecimal digits, two bytes each. */
function glyphsOf(shown: string): number[] {
  const glyphs: number[] = [];
  for (const [, literal, hex] of shown.matchAll(/\(((?:\\[\s\S]|[^\\()])*)\)|<([0-9A-F]+)>/g)) {
    const bytes = literal === undefined ? Buffer.from(hex ?? '', 'hex') : Buffer.from(unescaped(literal), 'latin1');
    for (let i = 0; i + 1 < bytes.length; i += 2) glyphs.push(bytes.readUInt16BE(i));
  }
  return glyphs;
}

const unescaped = (literal: string): string =>
  literal.replace(/\\([0-7]{1,3}|[\s\S])/g, (_, code: string) =>
    /^\d/.test(code) ? String.fromCharCode(parseInt(code, 8)) : (ESCAPES[code] ?? code),
  );
