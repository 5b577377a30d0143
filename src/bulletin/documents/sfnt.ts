import { inflateSync } from 'node:zlib';

/** One face of a font file, as far as choosing it needs. */
export interface Face {
  /** The name by which Typst knows it. */
  readonly family: string;
  /** Every family name in the file, in any language. */
  readonly names: ReadonlySet<string>;
  readonly covers: (codePoint: number) => boolean;
}

interface Tables {
  get(tag: string): Buffer | undefined;
}

/** TrueType, OpenType with PostScript outlines, and Apple's TrueType. */
const KINDS = ['\0\x01\0\0', 'OTTO', 'true'];
const FAMILY = 1;
const TYPOGRAPHIC_FAMILY = 16;

/** The faces of a TrueType or OpenType file, or of a collection. @throws RangeError on anything else */
export function facesOf(file: Buffer): Face[] {
  const offsets =
    tag(file, 0) === 'ttcf'
      ? Array.from({ length: file.readUInt32BE(8) }, (_, i) => file.readUInt32BE(12 + 4 * i))
      : [0];
  return offsets.map((offset) => {
    const tables = tablesOf(file, offset);
    const names = familyNames(need(tables, 'name'));
    const family = (names.get(TYPOGRAPHIC_FAMILY) ?? names.get(FAMILY))?.[0];
    if (family === undefined) throw new RangeError('a font without a family name');
    return { family, names: new Set([...names.values()].flat()), covers: coverage(need(tables, 'cmap')) };
  });
}

const tag = (file: Buffer, at: number): string => file.toString('latin1', at, at + 4);

function tablesOf(file: Buffer, offset: number): Tables {
  if (!KINDS.includes(tag(file, offset))) throw new RangeError('not a TrueType or OpenType font');
  const found = new Map<string, Buffer>();
  for (let i = 0; i < file.readUInt16BE(offset + 4); i += 1) {
    const record = offset + 12 + 16 * i;
    const at = file.readUInt32BE(record + 8);
    found.set(tag(file, record), file.subarray(at, at + file.readUInt32BE(record + 12)));
  }
  return found;
}

function need(tables: Tables, name: string): Buffer {
  const table = tables.get(name);
  if (!table) throw new RangeError(`no table ${name}: not a font of this kind`);
  return table;
}

/** By name id, in the order of the file; only those in Unicode, as Typst takes the first of these. */
function familyNames(name: Buffer): Map<number, string[]> {
  const found = new Map<number, string[]>();
  const strings = name.readUInt16BE(4);
  for (let i = 0; i < name.readUInt16BE(2); i += 1) {
    const record = 6 + 12 * i;
    const [platform, encoding] = [name.readUInt16BE(record), name.readUInt16BE(record + 2)];
    const id = name.readUInt16BE(record + 6);
    const isUnicode = platform === 0 || (platform === 3 && [0, 1, 10].includes(encoding));
    if (!isUnicode || (id !== FAMILY && id !== TYPOGRAPHIC_FAMILY)) continue;
    const at = strings + name.readUInt16BE(record + 10);
    const text = Buffer.from(name.subarray(at, at + name.readUInt16BE(record + 8)))
      .swap16()
      .toString('utf16le');
    found.set(id, [...(found.get(id) ?? []), text]);
  }
  return found;
}

function coverage(cmap: Buffer): (codePoint: number) => boolean {
  const subtables = Array.from({ length: cmap.readUInt16BE(2) }, (_, i) => {
    const record = 4 + 8 * i;
    const key = `${cmap.readUInt16BE(record)}.${cmap.readUInt16BE(record + 2)}`;
    return { key, table: cmap.subarray(cmap.readUInt32BE(record + 4)) };
  });
  const of = (...keys: string[]): Buffer | undefined =>
    keys.map((key) => subtables.find((one) => one.key === key)?.table).find((table) => table !== undefined);
  const full = of('3.10', '0.4', '0.6');
  if (full?.readUInt16BE(0) === 12) return segmented(full);
  const basic = of('3.1', '0.3', '0.2', '0.1', '0.0');
  if (basic?.readUInt16BE(0) === 4) return basicPlane(basic);
  throw new RangeError('a font without a Unicode character map');
}

/** Format 12: groups of code points in ascending order. */
function segmented(table: Buffer): (codePoint: number) => boolean {
  const groups = table.readUInt32BE(12);
  return (codePoint) => {
    const i = firstFrom(groups, (n) => table.readUInt32BE(16 + 12 * n + 4) >= codePoint);
    return i < groups && table.readUInt32BE(16 + 12 * i) <= codePoint;
  };
}

/** Format 4: segments of the basic plane; a segment may still map a code point to glyph 0. */
function basicPlane(table: Buffer): (codePoint: number) => boolean {
  const twice = table.readUInt16BE(6);
  const segments = twice / 2;
  return (codePoint) => {
    if (codePoint > 0xffff) return false;
    const i = firstFrom(segments, (n) => table.readUInt16BE(14 + 2 * n) >= codePoint);
    const start = 16 + twice + 2 * i;
    if (i >= segments || table.readUInt16BE(start) > codePoint) return false;
    const delta = table.readUInt16BE(start + twice);
    const range = table.readUInt16BE(start + 2 * twice);
    const glyph =
      range === 0
        ? codePoint + delta
        : table.readUInt16BE(start + 2 * twice + range + 2 * (codePoint - table.readUInt16BE(start)));
    return (glyph & 0xffff) !== 0;
  };
}

/** The first of 0…n−1 for which it holds (it holds for all after it), else n. */
function firstFrom(n: number, holds: (i: number) => boolean): number {
  let [low, high] = [0, n];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** A WOFF file as the font that is packed in it. */
export function unpackWoff(file: Buffer): Buffer {
  if (tag(file, 0) !== 'wOFF') throw new RangeError('not a WOFF file');
  const count = file.readUInt16BE(12);
  const head = Buffer.alloc(12 + 16 * count);
  const power = Math.floor(Math.log2(count));
  head.writeUInt32BE(file.readUInt32BE(4), 0);
  head.writeUInt16BE(count, 4);
  head.writeUInt16BE(16 * 2 ** power, 6);
  head.writeUInt16BE(power, 8);
  head.writeUInt16BE(16 * (count - 2 ** power), 10);
  const parts = [head];
  let offset = head.length;
  for (let i = 0; i < count; i += 1) {
    const [entry, record] = [44 + 20 * i, 12 + 16 * i];
    const at = file.readUInt32BE(entry + 4);
    const [packed, length] = [file.readUInt32BE(entry + 8), file.readUInt32BE(entry + 12)];
    const stored = file.subarray(at, at + packed);
    const table = Buffer.alloc((length + 3) & ~3);
    (packed < length ? inflateSync(stored, { maxOutputLength: length }) : stored).copy(table);
    file.copy(head, record, entry, entry + 4);
    head.writeUInt32BE(file.readUInt32BE(entry + 16), record + 4);
    head.writeUInt32BE(offset, record + 8);
    head.writeUInt32BE(length, record + 12);
    parts.push(table);
    offset += table.length;
  }
  return Buffer.concat(parts);
}
