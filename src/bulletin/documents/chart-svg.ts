import type { DailyChart } from '../bulletin-doc.js';

/** Points: as wide as the type area (156 mm). */
export const CHART_WIDTH = 442;
export const CHART_HEIGHT = 200;

const LEFT = 40;
const RIGHT = 4;
const UPPER = { top: 32, height: 88 };
const LOWER = { top: 146, height: 36 };
const INK = '#0A3F73';
const LINE = '#C9CED6';
const TEXT = '#1C2430';

interface Panel {
  readonly top: number;
  readonly height: number;
}

/** The chart as SVG. Series differ by fill and hatching, so that they stay apart on a black-and-white print. */
export function chartSvg({ days }: DailyChart, fontFamily: string): string {
  const slot = (CHART_WIDTH - LEFT - RIGHT) / Math.max(1, days.length);
  const cases = scale(Math.max(0, ...days.flatMap(({ received, decided }) => [received, decided])), 4);
  const cards = scale(Math.max(0, ...days.map((day) => day.cards)), 2);
  const bars = days.flatMap(({ received, decided, cards: raised }, i) => {
    const x = LEFT + i * slot;
    return [
      bar(x + slot * 0.12, slot * 0.38, received / cases.max, UPPER, INK),
      bar(x + slot * 0.5, slot * 0.38, decided / cases.max, UPPER, 'url(#hatch)'),
      bar(x + slot * 0.25, slot * 0.5, raised / cards.max, LOWER, 'url(#grid)'),
    ];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${CHART_WIDTH}" height="${CHART_HEIGHT}" viewBox="0 0 ${CHART_WIDTH} ${CHART_HEIGHT}" font-family="${attribute(fontFamily)}" font-size="9" fill="${TEXT}">`,
    PATTERNS,
    ...legend(),
    ...axis(UPPER, cases, '件'),
    ...axis(LOWER, cards, '张、次'),
    ...bars,
    ...days.map(({ label }, i) =>
      isMarked(i, days.length) ? text(LEFT + (i + 0.5) * slot, 193, 'middle', `${label}日`) : '',
    ),
    '</svg>',
  ].join('');
}

const PATTERNS =
  '<defs>' +
  `<pattern id="hatch" width="3" height="3" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="3" height="3" fill="#FFFFFF"/><rect width="1.1" height="3" fill="${INK}"/></pattern>` +
  `<pattern id="grid" width="2.4" height="2.4" patternUnits="userSpaceOnUse"><rect width="2.4" height="2.4" fill="#F5B400"/><rect width="2.4" height="0.8" fill="#2B1D00"/></pattern>` +
  '</defs>';

const isMarked = (i: number, days: number): boolean => i === days - 1 || (i % 5 === 0 && i < days - 2);

function legend(): string[] {
  const entry = (x: number, fill: string, label: string): string =>
    `<rect x="${x}" y="4" width="16" height="8" fill="${fill}" stroke="${INK}" stroke-width="0.5"/>${text(x + 20, 11.2, 'start', label)}`;
  return [
    entry(130, INK, '收件（件）'),
    entry(212, 'url(#hatch)', '办结（件）'),
    entry(294, 'url(#grid)', '预警、黄牌、红牌合计'),
  ];
}

interface Scale {
  readonly max: number;
  readonly step: number;
}

/** A round step, and the first of its multiples that holds the value. */
function scale(value: number, steps: number): Scale {
  const rough = Math.max(1, value) / steps;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough) ?? 10 * power);
  return { max: step * Math.max(1, Math.ceil(value / step)), step };
}

function axis({ top, height }: Panel, { max, step }: Scale, unit: string): string[] {
  const lines: string[] = [text(LEFT - 4, top - 9, 'end', unit)];
  for (let value = 0; value <= max; value += step) {
    const y = number(top + height - (height * value) / max);
    const stroke = value === 0 ? TEXT : LINE;
    lines.push(
      `<line x1="${LEFT}" x2="${CHART_WIDTH - RIGHT}" y1="${y}" y2="${y}" stroke="${stroke}" stroke-width="0.5"/>`,
    );
    lines.push(text(LEFT - 4, Number(y) + 3, 'end', value.toLocaleString('en-US')));
  }
  return lines;
}

function bar(x: number, width: number, share: number, { top, height }: Panel, fill: string): string {
  if (!(share > 0)) return '';
  const size = share * height;
  return `<rect x="${number(x)}" y="${number(top + height - size)}" width="${number(width)}" height="${number(size)}" fill="${fill}" stroke="${INK}" stroke-width="0.4"/>`;
}

const text = (x: number, y: number, anchor: 'start' | 'middle' | 'end', content: string): string =>
  `<text x="${number(x)}" y="${number(y)}" text-anchor="${anchor}">${content}</text>`;

const number = (n: number): string => n.toFixed(2);

const attribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
