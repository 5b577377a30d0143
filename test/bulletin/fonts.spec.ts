import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseFonts } from '../../src/bulletin/documents/fonts.js';
import { facesOf, unpackWoff } from '../../src/bulletin/documents/sfnt.js';
import { assertFontDir } from '../../src/bulletin/font-dir.js';

/** A font that has names and a character map and nothing to draw: format 4, the characters 国 to 图. */
function fontNamed(...names: string[]): Buffer {
  const texts = names.map((name) => Buffer.from(name, 'utf16le').swap16());
  const name = Buffer.alloc(6 + 12 * texts.length);
  name.writeUInt16BE(texts.length, 2);
  name.writeUInt16BE(name.length, 4);
  texts.reduce((offset, text, i) => {
    [3, 1, 0x804, 1, text.length, offset].forEach((value, j) => name.writeUInt16BE(value, 6 + 12 * i + 2 * j));
    return offset + text.length;
  }, 0);
  const [first, last] = [0x56fd, 0x56fe];
  const map = [4, 32, 0, 4, 4, 1, 0, last, 0xffff, 0, first, 0xffff, 0x10000 - first + 5, 1, 0, 0];
  const cmap = Buffer.alloc(12 + 2 * map.length);
  [0, 1, 3, 1, 0, 12].forEach((value, i) => cmap.writeUInt16BE(value, 2 * i));
  map.forEach((value, i) => cmap.writeUInt16BE(value, 12 + 2 * i));
  const tables: [string, Buffer][] = [
    ['cmap', cmap],
    ['name', Buffer.concat([name, ...texts])],
  ];
  const head = Buffer.alloc(12 + 16 * tables.length);
  head.writeUInt32BE(0x10000, 0);
  head.writeUInt16BE(tables.length, 4);
  let offset = head.length;
  tables.forEach(([tag, table], i) => {
    head.write(tag, 12 + 16 * i, 'latin1');
    head.writeUInt32BE(offset, 12 + 16 * i + 8);
    head.writeUInt32BE(table.length, 12 + 16 * i + 12);
    offset += table.length;
  });
  return Buffer.concat([head, ...tables.map(([, table]) => table)]);
}

describe('a font file', () => {
  it('tells its names and the characters that it has', () => {
    const [face] = facesOf(fontNamed('SimHei', '黑体'));
    expect(face?.family).toBe('SimHei');
    expect([...(face?.names ?? [])]).toEqual(['SimHei', '黑体']);
    expect([0x56fc, 0x56fd, 0x56fe, 0x56ff, 0xffff, 0x20000].map((c) => face?.covers(c))).toEqual([
      false,
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it('is refused when it is none', () => {
    expect(() => facesOf(Buffer.from('<html>this is no font at all</html>'))).toThrow(RangeError);
    expect(() => unpackWoff(fontNamed('x'))).toThrow(RangeError);
  });
});

describe('the choice of fonts', () => {
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'liangpai-fonts-'));
    writeFileSync(join(dir, 'simhei.ttf'), fontNamed('SimHei', '黑体'));
    writeFileSync(join(dir, 'readme.txt'), 'no font');
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it('takes the open stand-ins where the office gives none', () => {
    const { families, record, shows } = chooseFonts();
    expect(families).toEqual({
      ...{ title: ['Noto Serif SC'], body: ['Noto Serif SC'], song: ['Noto Serif SC'] },
      ...{ hei: ['Noto Sans SC'], kai: ['LXGW WenKai'] },
    });
    expect(record).toHaveLength(5);
    expect([...'国镕堃燚↑—〔〓'].map((c) => shows(c.codePointAt(0)!))).toEqual(Array(8).fill(true));
    expect(shows(0x1f600)).toBe(false);
  });

  it("takes the office's own by any of its names, and the stand-in for what that lacks", () => {
    const { families, record, shows } = chooseFonts(dir);
    expect(families.hei).toEqual(['SimHei', 'Noto Sans SC']);
    expect(record).toContain('黑体：SimHei');
    expect(record).toContain('仿宋：Noto Serif SC（替代 stand-in）');
    expect(shows('国'.codePointAt(0)!)).toBe(true);
  });

  it('names the file that is no font', () => {
    writeFileSync(join(dir, 'broken.ttf'), 'no font');
    expect(() => chooseFonts(dir)).toThrow('broken.ttf');
  });

  it('stops the start for a folder that is not there', () => {
    expect(assertFontDir(undefined)).toBeUndefined();
    expect(assertFontDir(dir)).toBe(dir);
    expect(() => assertFontDir(join(dir, 'missing'))).toThrow('LIANGPAI_FONT_DIR');
  });
});
