import { afterAll, describe, expect, it } from '@jest/globals';
import { pagesOf } from '../../src/bulletin/documents/svg-pages.js';
import { octoberDoc, press } from './documents.js';
import { readPdf } from './pdf-text.js';

const maker = press();
afterAll(() => maker.stop());
const pages = async (): Promise<string[]> => {
  const { bytes } = await maker.render({ format: 'pages', doc: octoberDoc(), madeAt: 0 });
  return JSON.parse(Buffer.from(bytes).toString()) as string[];
};

describe('the pages of a bulletin as pictures', () => {
  it('are as many as in the PDF, each of A4, with as many letters', async () => {
    const pdf = readPdf(Buffer.from((await maker.render({ format: 'pdf', doc: octoberDoc(), madeAt: 0 })).bytes));
    const shown = await pages();
    expect(shown).toHaveLength(pdf.pages.length);
    for (const [i, page] of shown.entries()) {
      expect(page).toMatch(/^<svg [^>]*viewBox="0 0 595.28 841.89"/);
      const letters = pdf.pages[i]!.runs.map(({ text }) => text.replace(/[\s\u200b]/g, '')).join('');
      // The letters of the chart are outlines within its picture.
      const drawn = page.match(/<use /g)?.length ?? 0;
      if (!page.includes('<image')) expect(drawn).toBe([...letters].length);
    }
  });

  it('need nothing from elsewhere: no font, no script, no style, every letter with its outline', async () => {
    for (const page of await pages()) {
      expect(page).not.toMatch(/<(script|style|text|foreignObject|a)[ >]|\son\w+=|style=|class="[^"]*script/);
      const ids = new Set([...page.matchAll(/<symbol id="([^"]+)"/g)].map(([, id]) => id));
      for (const [, id] of page.matchAll(/href="#([^"]+)"/g)) expect(ids.has(id)).toBe(true);
      for (const [, address = ''] of page.matchAll(/href="([^#"][^"]{0,40})/g))
        expect(address).toMatch(/^data:image\/svg\+xml;base64,/);
      const chart = /base64,([^"]+)"/.exec(page)?.[1];
      if (chart) expect(Buffer.from(chart, 'base64').toString()).not.toContain('<text');
    }
  });

  it('are refused when Typst draws them otherwise than is known', () => {
    expect(() => pagesOf('<svg></svg>', 1)).toThrow(RangeError);
  });
});
