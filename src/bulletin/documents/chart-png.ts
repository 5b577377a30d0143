import { Resvg } from '@resvg/resvg-js';
import { createRequire } from 'node:module';
import type { DailyChart } from '../bulletin-doc.js';
import { chartSvg } from './chart-svg.js';

/** Pixels: 300 to the inch at the width of the type area. */
const WIDTH = 1843;
const FONT = '@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf';
const require = createRequire(import.meta.url);

/** The chart for word processors, which do not all show SVG. The fonts of this machine play no part. */
export function chartPng(chart: DailyChart): Uint8Array {
  const font = { fontFiles: [require.resolve(FONT)], loadSystemFonts: false, defaultFontFamily: 'Noto Sans SC' };
  const image = new Resvg(chartSvg(chart, 'Noto Sans SC'), { font, fitTo: { mode: 'width', value: WIDTH } });
  return image.render().asPng();
}
