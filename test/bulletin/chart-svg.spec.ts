import { describe, expect, it } from '@jest/globals';
import { SaxesParser } from 'saxes';
import { chartSvg } from '../../src/bulletin/documents/chart-svg.js';
import { blocksOf, octoberDoc } from './documents.js';

const bars = (svg: string, fill: string): number =>
  svg.split(`fill="${fill}" stroke="#0A3F73" stroke-width="0.4"`).length - 1;

describe('the chart of a month', () => {
  const { chart } = blocksOf(octoberDoc(), 'figure')[0]!;
  const svg = chartSvg(chart, 'Noto Sans SC');

  it('is well-formed SVG with a bar for each count that is not 0', () => {
    const parser = new SaxesParser({ xmlns: true });
    parser.on('error', (error) => {
      throw error;
    });
    parser.write(svg).close();
    expect(bars(svg, '#0A3F73')).toBe(chart.days.filter(({ received }) => received > 0).length);
    expect(bars(svg, 'url(#hatch)')).toBe(chart.days.filter(({ decided }) => decided > 0).length);
    expect(bars(svg, 'url(#grid)')).toBe(chart.days.filter(({ cards }) => cards > 0).length);
  });

  it('tells its series apart without colour: filled, hatched and lined', () => {
    for (const pattern of ['<pattern id="hatch"', '<pattern id="grid"']) expect(svg).toContain(pattern);
  });

  it('is drawn of nothing, too', () => {
    expect(chartSvg({ days: [] }, 'x')).not.toMatch(/NaN|Infinity/);
    expect(chartSvg({ days: [{ label: '1', received: 0, decided: 0, cards: 0 }] }, 'x')).not.toMatch(/NaN|Infinity/);
  });

  it.each([1, 9, 1_234_567])('has an axis that holds %d without wasting half of its height', (received) => {
    const one = chartSvg({ days: [{ label: '1', received, decided: 0, cards: 0 }] }, 'x');
    const labels = [...one.matchAll(/text-anchor="end">([\d,]+)</g)].map(([, label]) =>
      Number(label?.replaceAll(',', '')),
    );
    expect(Math.max(...labels)).toBeGreaterThanOrEqual(received);
    expect(Math.max(...labels)).toBeLessThanOrEqual(Math.max(2 * received, 2));
  });
});
