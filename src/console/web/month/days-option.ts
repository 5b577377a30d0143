import type { MonthFigures } from '../../figures.protocol.js';
import type { ChartOption } from '../charts/echarts.js';
import { daysWithin } from './months.js';

export const DAY_MEASURES = ['received', 'decided', 'cards'] as const;
export type DayMeasure = (typeof DAY_MEASURES)[number];

/** Dark and light tell apart in grey too; cards stand in a field of their own below, on a scale of their own. */
export const DAY_COLOURS: Readonly<Record<DayMeasure, string>> = {
  received: '#0b5394',
  decided: '#6f9cc6',
  cards: '#44505f',
};

const [TEXT, LINE] = ['#4a5565', '#dde2ea'];
const SIDES = { left: 56, right: 16 };

/** Bars of each day: received and decided above, cards below. Days still to come have their place and no bar. */
export function daysOption(
  { month, days }: Pick<MonthFigures, 'month' | 'days'>,
  words: Readonly<Record<DayMeasure, string>>,
  number: (value: number) => string,
  dayName: (day: string) => string,
): ChartOption {
  const names = Array.from({ length: Number(daysWithin(month).to.slice(8)) }, (_, index) => String(index + 1));
  const bars = (measure: DayMeasure) => ({
    type: 'bar' as const,
    name: words[measure],
    data: days.map((day) => day[measure]),
    itemStyle: { color: DAY_COLOURS[measure] },
    barMaxWidth: 14,
    barGap: '10%',
    emphasis: { disabled: true },
    ...(measure === 'cards' && { xAxisIndex: 1, yAxisIndex: 1 }),
  });
  /** What the pointer shows of a day; plain text, not HTML. */
  const told = (index: number): string => {
    const day = days[index];
    if (!day) return '';
    return [dayName(day.day), ...DAY_MEASURES.map((measure) => `${words[measure]}  ${number(day[measure])}`)].join(
      '\n',
    );
  };
  const xAxis = {
    type: 'category' as const,
    data: names,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: TEXT } },
  };
  const yAxis = {
    type: 'value' as const,
    minInterval: 1,
    axisLabel: { color: TEXT, fontSize: 12, formatter: number },
    splitLine: { lineStyle: { color: LINE } },
  };
  return {
    grid: [
      { ...SIDES, top: 12, height: 96 },
      { ...SIDES, top: 124, height: 44 },
    ],
    xAxis: [
      { ...xAxis, gridIndex: 0, axisLabel: { show: false } },
      { ...xAxis, gridIndex: 1, axisLabel: { color: TEXT, fontSize: 12, interval: 0 } },
    ],
    yAxis: [
      { ...yAxis, gridIndex: 0, splitNumber: 3 },
      { ...yAxis, gridIndex: 1, splitNumber: 1 },
    ],
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      confine: true,
      axisPointer: { type: 'shadow' },
      formatter: (bars) => told([bars].flat()[0]?.dataIndex ?? -1),
    },
    series: DAY_MEASURES.map(bars),
  };
}

/** The day on which most was received; the first of equal ones. */
export const busiestDay = (days: MonthFigures['days']): MonthFigures['days'][number] | undefined =>
  days.reduce<MonthFigures['days'][number] | undefined>(
    (most, day) => (most && most.received >= day.received ? most : day),
    undefined,
  );
