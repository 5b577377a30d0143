import { join } from 'node:path';
import { NodeCompiler, type NodeTypstDocument, PdfStandard } from '@myriaddreamin/typst-ts-node-compiler';
import type { BulletinDoc, Figure } from '../bulletin-doc.js';
import { chartSvg } from './chart-svg.js';
import { ChartOutlines } from './chart-outlines.js';
import type { Fonts } from './fonts.js';
import { pagesOf } from './svg-pages.js';

/** Compilations after which results that were not used again are given up. */
const CACHE_AGE = 10;

export class PdfFailure extends Error {
  override readonly name = 'PdfFailure';
}

/**
 * Makes PDF/A-2a from the fixed template. A document is data to it: nothing of it becomes Typst source.
 * Synchronous and heavy: for a process of its own.
 */
export class PdfPress {
  private readonly compiler: NodeCompiler;
  private readonly outlines: ChartOutlines;

  /** @param templateDir absolute; the only folder that the template can read */
  constructor(
    private readonly templateDir: string,
    private readonly fonts: Fonts,
    private readonly warn: (text: string) => void,
  ) {
    this.compiler = NodeCompiler.create({ workspace: templateDir, fontArgs: [{ fontBlobs: [...fonts.blobs] }] });
    this.outlines = new ChartOutlines(fonts);
  }

  /** @throws PdfFailure with what the compiler says */
  press(doc: BulletinDoc, madeAt: number): Buffer {
    return this.compiled(
      doc,
      (chart) => chart,
      (pages) => this.compiler.pdf(pages, { pdfStandard: PdfStandard.A_2a, creationTimestamp: madeAt }),
    );
  }

  /** The same pages as pictures that need no font. @throws PdfFailure with what the compiler says */
  pages(doc: BulletinDoc): string[] {
    return this.compiled(
      doc,
      (chart) => this.outlines.of(chart),
      (pages) => pagesOf(this.compiler.plainSvg(pages), pages.numOfPages),
    );
  }

  private compiled<T>(doc: BulletinDoc, drawn: (chart: string) => string, made: (pages: NodeTypstDocument) => T): T {
    const shown = withShownCharacters(doc, this.fonts);
    const file = (name: string): string => join(this.templateDir, name);
    const chart = shown.blocks.find((block): block is Figure => block.kind === 'figure')?.chart ?? { days: [] };
    this.compiler.mapShadow(
      file('bulletin.json'),
      Buffer.from(JSON.stringify({ doc: shown, fonts: this.fonts.families })),
    );
    const svg = drawn(chartSvg(chart, this.fonts.families.hei.join(', ')));
    this.compiler.mapShadow(file('chart.svg'), Buffer.from(svg));
    const compiled = this.compiler.compile({ mainFilePath: file('bulletin.typ'), resetRead: true });
    const warnings = compiled.takeWarnings()?.shortDiagnostics ?? [];
    if (warnings.length > 0) this.warn(`bulletin.typ: ${JSON.stringify(warnings)}\n`);
    if (!compiled.result) throw new PdfFailure(JSON.stringify(compiled.takeError()?.shortDiagnostics));
    try {
      return made(compiled.result);
    } catch (error) {
      throw new PdfFailure(error instanceof Error ? error.message : String(error));
    } finally {
      this.compiler.evictCache(CACHE_AGE);
    }
  }
}

/** PDF/A refuses a character without a glyph, which a name from outside may hold; a printer sets a geta for it. */
export function withShownCharacters<T>(value: T, fonts: Pick<Fonts, 'shows'>): T {
  if (typeof value === 'string')
    return [...value].map((c) => (fonts.shows(c.codePointAt(0) ?? 0) ? c : '〓')).join('') as T;
  if (Array.isArray(value)) return value.map((one) => withShownCharacters<unknown>(one, fonts)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, one]) => [name, withShownCharacters<unknown>(one, fonts)]);
  return Object.fromEntries(members) as T;
}
