import { join } from 'node:path';
import { NodeCompiler, PdfStandard } from '@myriaddreamin/typst-ts-node-compiler';
import type { BulletinDoc, Figure } from '../bulletin-doc.js';
import { chartSvg } from './chart-svg.js';
import type { Fonts } from './fonts.js';

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

  /** @param templateDir absolute; the only folder that the template can read */
  constructor(
    private readonly templateDir: string,
    private readonly fonts: Fonts,
    private readonly warn: (text: string) => void,
  ) {
    this.compiler = NodeCompiler.create({ workspace: templateDir, fontArgs: [{ fontBlobs: [...fonts.blobs] }] });
  }

  /** @throws PdfFailure with what the compiler says */
  press(doc: BulletinDoc, madeAt: number): Buffer {
    const shown = withShownCharacters(doc, this.fonts);
    const file = (name: string): string => join(this.templateDir, name);
    const chart = shown.blocks.find((block): block is Figure => block.kind === 'figure')?.chart ?? { days: [] };
    this.compiler.mapShadow(
      file('bulletin.json'),
      Buffer.from(JSON.stringify({ doc: shown, fonts: this.fonts.families })),
    );
    this.compiler.mapShadow(file('chart.svg'), Buffer.from(chartSvg(chart, this.fonts.families.hei.join(', '))));
    const compiled = this.compiler.compile({ mainFilePath: file('bulletin.typ'), resetRead: true });
    const warnings = compiled.takeWarnings()?.shortDiagnostics ?? [];
    if (warnings.length > 0) this.warn(`bulletin.typ: ${JSON.stringify(warnings)}\n`);
    if (!compiled.result) throw new PdfFailure(JSON.stringify(compiled.takeError()?.shortDiagnostics));
    try {
      return this.compiler.pdf(compiled.result, { pdfStandard: PdfStandard.A_2a, creationTimestamp: madeAt });
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
