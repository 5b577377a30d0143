/** Only what the charts of the console need; this file and all of ECharts are in a chunk of their own. */
import { BarChart, type BarSeriesOption } from 'echarts/charts';
import {
  GridComponent,
  TooltipComponent,
  type GridComponentOption,
  type TooltipComponentOption,
} from 'echarts/components';
import { init, use, type ComposeOption } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

export type ChartOption = ComposeOption<BarSeriesOption | GridComponentOption> & {
  tooltip: TooltipComponentOption;
};

use([BarChart, GridComponent, TooltipComponent, SVGRenderer]);

export const createChart = (place: Parameters<typeof init>[0]) => init(place, null, { renderer: 'svg' });
