import type { chartZh } from './chart.zh.js';

export const chartEn: typeof chartZh = {
  chart: {
    asTable: 'Show as table',
    loading: 'Loading the chart…',
    failed: 'The chart could not be loaded; the table below holds the same figures.',
  },
};
