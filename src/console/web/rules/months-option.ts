import type { RuleFigures, RuleTier } from '../../rules.protocol.js';
import type { ChartOption } from '../charts/echarts.js';

/** What a bar is made of, from the ground up; together they are what fired. */
export type Part = 'standing' | 'confirmed' | 'pending' | 'dismissed' | 'withdrawn' | 'revoked';
const PARTS: Readonly<Record<RuleTier, readonly Part[]>> = {
  time: ['standing', 'revoked'],
  review: ['confirmed', 'pending', 'dismissed', 'withdrawn'],
};
export const partsOf = (tier: RuleTier): readonly Part[] => PARTS[tier];

/** From dark to light, so that they tell apart in grey too. */
export const PART_COLOURS: Readonly<Record<Part, string>> = {
  standing: '#0b5394',
  confirmed: '#0b5394',
  pending: '#6f9cc6',
  dismissed: '#c9d1dc',
  withdrawn: '#e4e8ee',
  revoked: '#c9d1dc',
};

export const partValue = (part: Part, figures: RuleFigures): number =>
  part === 'standing' ? Math.max(0, figures.fired - figures.revoked) : figures[part];

const [TEXT, LINE] = ['#4a5565', '#dde2ea'];

/** One bar a month, of what became of what fired. */
export function monthsOption(
  { tier, months }: { tier: RuleTier; months: readonly RuleFigures[] },
  names: readonly string[],
  word: (part: Part | 'fired') => string,
  number: (value: number) => string,
): ChartOption {
  const parts = partsOf(tier);
  /** What the pointer shows of a month; plain text, not HTML. */
  const told = (index: number): string => {
    const figures = months[index];
    if (!figures) return '';
    const lines = parts.map((part) => `${word(part)}  ${number(partValue(part, figures))}`);
    return [names[index], `${word('fired')}  ${number(figures.fired)}`, ...lines].join('\n');
  };
  return {
    grid: [{ left: 56, right: 16, top: 12, bottom: 28 }],
    xAxis: [
      {
        type: 'category',
        data: [...names],
        axisTick: { show: false },
        axisLine: { lineStyle: { color: TEXT } },
        axisLabel: { color: TEXT, fontSize: 12 },
      },
    ],
    yAxis: [
      {
        type: 'value',
        minInterval: 1,
        splitNumber: 3,
        axisLabel: { color: TEXT, fontSize: 12, formatter: number },
        splitLine: { lineStyle: { color: LINE } },
      },
    ],
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      confine: true,
      axisPointer: { type: 'shadow' },
      formatter: (bars) => told([bars].flat()[0]?.dataIndex ?? -1),
    },
    series: parts.map((part) => ({
      type: 'bar' as const,
      stack: 'fired',
      name: word(part),
      data: months.map((figures) => partValue(part, figures)),
      itemStyle: { color: PART_COLOURS[part] },
      barMaxWidth: 36,
      emphasis: { disabled: true },
    })),
  };
}
