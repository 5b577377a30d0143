// A screenshot with 256 colours: a third of its bytes, and no difference that an eye would find in text and tables.
import { deflateSync, inflateSync, crc32 } from 'node:zlib';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const COLOURS = 256;

/** @param {Buffer} png */
export function withFewColours(png) {
  const { width, height, pixels } = decode(png);
  const counts = new Map();
  for (const colour of pixels) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const palette = paletteOf([...counts].map(([colour, count]) => ({ channels: channelsOf(colour), count })));
  const nearest = new Map([...counts.keys()].map((colour) => [colour, nearestOf(channelsOf(colour), palette)]));
  return encode(width, height, palette, (at) => nearest.get(pixels[at]));
}

const channelsOf = (colour) => [colour >> 16, (colour >> 8) & 255, colour & 255];

/** @param {Buffer} png with a palette, or 8 bits a channel, RGB or RGBA; not interlaced, as a browser writes it */
export function decode(png) {
  const parts = [];
  let header;
  let palette;
  for (let at = SIGNATURE.length; at < png.length;) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    const data = png.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') header = data;
    if (type === 'PLTE') palette = data;
    if (type === 'IDAT') parts.push(data);
    at += length + 12;
  }
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const size = { 2: 3, 3: 1, 6: 4 }[header[9]];
  if (header[8] !== 8 || size === undefined || header[12] !== 0) throw new Error('not a PNG as a browser writes it');
  const lines = unfiltered(inflateSync(Buffer.concat(parts)), width * size, height, size);
  const pixels = new Uint32Array(width * height);
  for (let i = 0; i < pixels.length; i++)
    pixels[i] = palette ? palette.readUIntBE(3 * lines[i], 3) : lines.readUIntBE(i * size, 3);
  return { width, height, pixels };
}

/** Undoes the filters of the lines (PNG, section 9). */
function unfiltered(raw, stride, height, size) {
  const out = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x;
      const left = x >= size ? out[at - size] : 0;
      const up = y > 0 ? out[at - stride] : 0;
      const corner = x >= size && y > 0 ? out[at - stride - size] : 0;
      out[at] = raw[y * (stride + 1) + 1 + x] + predicted(filter, left, up, corner);
    }
  }
  return out;
}

function predicted(filter, left, up, corner) {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

/** Median cut: the box with the most spread is halved, until there are enough of them. */
function paletteOf(colours) {
  const boxes = [boxOf(colours)];
  while (boxes.length < COLOURS) {
    const widest = boxes.reduce((best, box) => (box.spread > best.spread ? box : best));
    if (widest.spread === 0) break;
    boxes.splice(boxes.indexOf(widest), 1, ...halves(widest));
  }
  return boxes.map(({ colours: all }) => {
    // The colour that a box has most of stays what it is: large areas keep their exact tone.
    return all.reduce((best, one) => (one.count > best.count ? one : best)).channels;
  });
}

function boxOf(colours) {
  const ranges = [0, 1, 2].map((channel) => {
    const values = colours.map(({ channels }) => channels[channel]);
    return values.reduce((most, v) => Math.max(most, v), 0) - values.reduce((least, v) => Math.min(least, v), 255);
  });
  const spread = Math.max(...ranges);
  const weight = colours.reduce((sum, { count }) => sum + count, 0);
  return { colours, channel: ranges.indexOf(spread), spread: spread * Math.log2(1 + weight) };
}

function halves({ colours, channel }) {
  const sorted = colours.toSorted((a, b) => a.channels[channel] - b.channels[channel]);
  const middle = sorted.length >> 1;
  return [boxOf(sorted.slice(0, middle)), boxOf(sorted.slice(middle))];
}

function nearestOf(channels, palette) {
  let [best, least] = [0, Infinity];
  palette.forEach((one, i) => {
    const distance = one.reduce((sum, value, c) => sum + (value - channels[c]) ** 2, 0);
    if (distance < least) [best, least] = [i, distance];
  });
  return best;
}

function encode(width, height, palette, indexAt) {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 3, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const lines = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) lines[y * (width + 1) + 1 + x] = indexAt(y * width + x);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flat())),
    chunk('IDAT', deflateSync(lines, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body) >>> 0);
  return Buffer.concat([length, body, sum]);
}
