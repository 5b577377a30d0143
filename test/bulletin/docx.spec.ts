import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SaxesParser } from 'saxes';
import { octoberDoc, press } from './documents.js';
import { figuresOf, provinceFigures, rowOf } from './month-figures.js';
import { unzip } from './unzip.js';

const HOSTILE = '<w:p/>&amp; ]]> "x" {{a}} \u0001\u202E';

let files: Map<string, Buffer>;
let fonts: readonly string[];
let document: string;
const doc = octoberDoc({
  figures: provinceFigures({
    regions: [rowOf('210100', HOSTILE, figuresOf({ received: 1 })), ...provinceFigures().regions],
  }),
});
beforeAll(async () => {
  const maker = press();
  const made = await maker.render({ format: 'docx', doc, madeAt: 0 });
  maker.stop();
  files = unzip(Buffer.from(made.bytes));
  fonts = made.fonts;
  document = files.get('word/document.xml')?.toString() ?? '';
});
afterAll(() => files.clear());

/** Texts of the document in order, paragraph by paragraph. */
const paragraphs = (): string[] =>
  [...document.matchAll(/<w:p>([\s\S]*?)<\/w:p>/g)].map(([, body = '']) =>
    [...body.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>|<w:tab\/>/g)].map(([, text]) => text ?? '\t').join(''),
  );

describe('the DOCX of a bulletin', () => {
  it('is an archive of well-formed XML with all parts that it refers to', () => {
    const xml = [...files].filter(([name]) => /\.(xml|rels)$/.test(name));
    expect(xml.length).toBeGreaterThan(8);
    for (const [name, content] of xml) {
      const parser = new SaxesParser({ xmlns: true, fileName: name });
      parser.on('error', (error) => {
        throw error;
      });
      parser.write(content.toString()).close();
    }
    const targets = [...(files.get('word/_rels/document.xml.rels')?.toString() ?? '').matchAll(/Target="([^"]+)"/g)];
    for (const [, target = ''] of targets) expect(files.has(`word/${target}`) ? '' : `no ${target}`).toBe('');
  });

  it('has the page of the official format: A4, 156 mm × 225 mm, lines of 28.95 pt', () => {
    expect(document).toContain('<w:pgSz w:w="11906" w:h="16838"');
    expect(document).toContain('<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"');
    expect(document).toContain('<w:docGrid w:type="lines" w:linePitch="579"/>');
    expect(document).toMatch(/<w:spacing w:line="579" w:lineRule="exact"\/>/);
    expect(document).toContain('<w:spacing w:val="-5"/>');
  });

  it('names the fonts of the offices and holds none', () => {
    expect(fonts).toEqual(['方正小标宋简体', '仿宋_GB2312', '黑体', '楷体_GB2312', '宋体']);
    for (const font of fonts.slice(0, 4)) expect(document).toContain(`w:eastAsia="${font}"`);
    expect([...files.keys()].filter((name) => /\.(odttf|ttf|otf)$/.test(name))).toEqual([]);
  });

  it('numbers odd pages on the right and even ones on the left', () => {
    expect(files.get('word/settings.xml')?.toString()).toContain('<w:evenAndOddHeaders/>');
    const footers = [...files].filter(([name]) => name.startsWith('word/footer')).map(([, xml]) => xml.toString());
    expect(footers.map((xml) => /<w:jc w:val="(\w+)"\/>/.exec(xml)?.[1]).sort()).toEqual(['left', 'right']);
    for (const xml of footers) expect(xml).toContain('PAGE');
  });

  it('says what the PDF says', () => {
    const texts = paragraphs();
    const { title, blocks, mark } = doc;
    for (const line of [mark, ...title]) expect(texts).toContain(line);
    for (const block of blocks) if (block.kind === 'p' || block.kind === 'h') expect(texts).toContain(block.text);
    expect(texts).toContain('辽宁省行政审批电子监察办公室\t2026年11月3日印发');
  });

  it('repeats the head of a table on each page, and keeps cells off the grid of lines', () => {
    expect(document.match(/<w:tblHeader\/>/g)).toHaveLength(4);
    expect(files.get('word/styles.xml')?.toString()).toMatch(/w:styleId="OffGrid"[\s\S]*?<w:snapToGrid w:val="0"\/>/);
  });

  it('shows the chart as a picture with words for those who do not see it', () => {
    const [, png] = [...files].find(([name]) => name.startsWith('word/media/')) ?? [];
    expect(png?.subarray(1, 4).toString()).toBe('PNG');
    expect(png?.readUInt32BE(16)).toBe(1_843);
    expect(document).toMatch(/descr="图1[^"]*收件最多的一日为/);
  });

  it('keeps a text from outside a text', () => {
    expect(document).toContain('&lt;w:p/&gt;&amp;amp; ]]&gt; &quot;x&quot; {{a}}');
  });
});
