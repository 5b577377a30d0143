import { readdirSync, readFileSync, statSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { fromRoot } from '../support/child.js';

interface Decoded {
  width: number;
  height: number;
  pixels: Uint32Array;
}
const from = <T>(name: string): Promise<T> => import(fromRoot(`scripts/pictures/${name}.mjs`)) as Promise<T>;
const { decode, withFewColours } = await from<{
  decode: (png: Buffer) => Decoded;
  withFewColours: (png: Buffer) => Buffer;
}>('png');
const { PICTURES, README_PICTURES } = await from<{
  PICTURES: readonly { readonly name: string }[];
  README_PICTURES: readonly (readonly [name: string, language: string])[];
}>('pages');

const WIDTH = 64;
const HEIGHT = 48;
const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
};

/** As a browser writes it: each line with another filter, chosen as the encoder likes. */
function picture(colourAt: (x: number, y: number) => readonly [number, number, number]): Buffer {
  const line = (y: number): number[] => Array.from({ length: WIDTH }, (_, x) => colourAt(x, y)).flat();
  const filtered = Array.from({ length: HEIGHT }, (_, y) => {
    const [own, above] = [line(y), y > 0 ? line(y - 1) : line(0).map(() => 0)];
    const filter = y % 3;
    return [filter, ...own.map((v, i) => (v - [0, own[i - 3] ?? 0, above[i]!][filter]!) & 255)];
  });
  const header = Buffer.from([0, 0, 0, WIDTH, 0, 0, 0, HEIGHT, 8, 2, 0, 0, 0]);
  const data = deflateSync(Buffer.from(filtered.flat()));
  const parts = [chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...parts]);
}

describe('a picture with few colours', () => {
  it('is the same picture where it had no more than 256', () => {
    const colourAt = (x: number, y: number) => [x * 4, (y % 4) * 60, 7] as const;
    const { width, height, pixels } = decode(withFewColours(picture(colourAt)));
    const expected = Array.from({ length: WIDTH * HEIGHT }, (_, i) => {
      const [r, g, b] = colourAt(i % WIDTH, Math.floor(i / WIDTH));
      return r * 65_536 + g * 256 + b;
    });
    expect([width, height, [...pixels]]).toEqual([WIDTH, HEIGHT, expected]);
  });

  it('keeps the tone of its large areas exactly, and comes near to the others', () => {
    const colourAt = (x: number, y: number) => (y < 24 ? ([11, 83, 148] as const) : ([x * 4, y * 5, 200] as const));
    const { pixels } = decode(withFewColours(picture(colourAt)));
    expect(new Set(pixels.slice(0, 24 * WIDTH))).toEqual(new Set([0x0b5394]));
    const furthest = [...pixels.slice(24 * WIDTH)].map((colour, i) => {
      const [x, y] = [i % WIDTH, 24 + Math.floor(i / WIDTH)];
      return Math.max(
        Math.abs((colour >> 16) - x * 4),
        Math.abs(((colour >> 8) & 255) - y * 5),
        Math.abs((colour & 255) - 200),
      );
    });
    expect(Math.max(...furthest)).toBeLessThan(24);
  });
});

describe('the pictures of the README', () => {
  const files = README_PICTURES.map(([name, language]) => `${name}.${language}.png`);

  it('are few, small, and all there are in their folder', () => {
    expect(files.length).toBeLessThanOrEqual(6);
    expect(readdirSync(fromRoot('.pictures')).sort()).toEqual([...files].sort());
    for (const file of files) expect(statSync(fromRoot(`.pictures/${file}`)).size).toBeLessThan(150 * 1024);
  });

  it('are shown in it, and are among those that the script takes', () => {
    const readme = readFileSync(fromRoot('README.md'), 'utf8');
    const names = PICTURES.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const [name] of README_PICTURES) expect(names).toContain(name);
    for (const file of files) expect(readme).toContain(`](.pictures/${file})`);
  });
});
