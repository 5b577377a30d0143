/**
 * The process that makes documents, started by RenderProcess. A process of its own, not a thread: what it runs is native
 * code that takes a third of a gigabyte and cannot be interrupted, and the judging of cases must not share its fate.
 */
import { setPriority } from 'node:os';
import process from 'node:process';
import type { BulletinDoc, Figure } from '../bulletin-doc.js';
import { chartPng } from './chart-png.js';
import { NAMES } from './docx-layout.js';
import { docxOf } from './docx.js';
import { type Fonts, chooseFonts } from './fonts.js';
import { PdfPress } from './pdf.js';
import type { RenderAnswer, RenderRequest, RenderedDocument } from './render.protocol.js';
import { XLSX_FONT, xlsxOf } from './xlsx.js';

/** Documents can wait for a core; events and consoles cannot. */
const NICE = 10;

const [templateDir = '', fontDir] = process.argv.slice(2);
let fonts: Fonts | undefined;
let press: PdfPress | undefined;

async function render({ order }: RenderRequest): Promise<RenderedDocument> {
  if (order.format === 'xlsx') return { bytes: await xlsxOf(order.workbook), fonts: [XLSX_FONT] };
  const { format, doc, madeAt } = order;
  if (format === 'docx') return { bytes: await docxOf(doc, chartPng(chartOf(doc))), fonts: Object.values(NAMES) };
  fonts ??= chooseFonts(fontDir === '' ? undefined : fontDir);
  press ??= new PdfPress(templateDir, fonts, (text) => process.stderr.write(text));
  if (format === 'pages') return { bytes: Buffer.from(JSON.stringify(press.pages(doc))), fonts: fonts.record };
  return { bytes: press.press(doc, madeAt), fonts: fonts.record };
}

const chartOf = ({ blocks }: BulletinDoc) =>
  blocks.find((block): block is Figure => block.kind === 'figure')?.chart ?? { days: [] };

const answer = (message: RenderAnswer): void => void process.send?.(message);

try {
  setPriority(NICE);
} catch {
  // Not allowed here: it runs as everything else does.
}
process.on('message', (request: RenderRequest) => {
  render(request).then(
    (document) => answer({ id: request.id, ...document }),
    (error: unknown) => answer({ id: request.id, failure: error instanceof Error ? error.message : String(error) }),
  );
});
// The server is gone, however it ended.
process.on('disconnect', () => process.exit());
