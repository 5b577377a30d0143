import { Resvg } from '@resvg/resvg-js';
import type { Fonts } from './fonts.js';

/**
 * A chart whose letters are outlines: a browser that shows it needs no font, and shows what is printed. Reading the
 * font takes a tenth of a second, so the last chart is remembered: a draft is looked at again and again.
 */
export class ChartOutlines {
  private last: { readonly chart: string; readonly outlined: string } | undefined;

  constructor(private readonly fonts: Pick<Fonts, 'chartFiles' | 'families'>) {}

  of(chart: string): string {
    if (this.last?.chart !== chart) this.last = { chart, outlined: this.outlined(chart) };
    return this.last.outlined;
  }

  private outlined(chart: string): string {
    const { chartFiles, families } = this.fonts;
    const font = { fontFiles: [...chartFiles], loadSystemFonts: false, defaultFontFamily: families.hei[0] };
    return new Resvg(chart, { font }).toString();
  }
}
