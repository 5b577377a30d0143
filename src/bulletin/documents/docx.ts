import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeadingLevel,
  ImageRun,
  type ISectionOptions,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TextRun,
} from 'docx';
import type { Annex, AnnexList, Block, BulletinDoc, Figure, Heading, Signature } from '../bulletin-doc.js';
import { CHART_HEIGHT, CHART_WIDTH } from './chart-svg.js';
import { imprintTable } from './docx-imprint.js';
import {
  INDENT,
  LINE,
  PAGE,
  SIZE,
  STYLES,
  emptyLines,
  exactly,
  fontOf,
  lineOf,
  mm,
  OFF_GRID,
  run,
  textOf,
} from './docx-layout.js';
import { captionOf, dataTable } from './docx-table.js';

/** Pixels at 96 to the inch. */
const CHART_PX = (156 / 25.4) * 96;
const RED = 'E60000';

/** A file for the word processors of the offices: the fonts are named, not put in. @param chart PNG of the figure */
export function docxOf(doc: BulletinDoc, chart: Uint8Array): Promise<Buffer> {
  const organ = doc.blocks.find((block): block is Signature => block.kind === 'sign')?.organ ?? doc.mark;
  const section: ISectionOptions = {
    properties: PAGE,
    footers: { default: pageNumber(AlignmentType.RIGHT), even: pageNumber(AlignmentType.LEFT) },
    children: [
      ...head(doc),
      ...doc.blocks.flatMap((block, i) => emit(block, chart, doc.blocks[i + 1]?.kind === 'annexes')),
    ],
  };
  const file = new Document({
    title: doc.title.join(''),
    creator: organ,
    lastModifiedBy: organ,
    evenAndOddHeaderAndFooters: true,
    externalStyles: STYLES,
    styles: {
      default: {
        heading1: { run: { font: fontOf('hei'), size: SIZE.body, bold: false, color: '000000' } },
        heading2: { run: { font: fontOf('kai'), size: SIZE.body, bold: false, color: '000000' } },
      },
    },
    sections: [section],
  });
  return Packer.toBuffer(file);
}

function head({ notices, mark, documentNo, title, addressees }: BulletinDoc): Paragraph[] {
  // The upper edge of the mark is 35 mm below that of the type area: three lines and a bit.
  const above = [...notices.map((text) => lineOf([run(text, 'hei')])), ...emptyLines(3)].slice(0, 3);
  const size = Math.min(96, Math.floor(880 / [...mark].length));
  return [
    ...above,
    lineOf([run(mark, 'title', { size, color: RED, characterSpacing: 0 })], {
      style: OFF_GRID,
      alignment: AlignmentType.CENTER,
      spacing: exactly(size * 12, { before: mm(35) - 3 * LINE }),
    }),
    ...emptyLines(2),
    lineOf([run(documentNo, 'body')], {
      alignment: AlignmentType.CENTER,
      border: { bottom: { style: BorderStyle.SINGLE, size: 12, color: RED, space: 11 } },
    }),
    ...emptyLines(2),
    ...title.map((line) =>
      lineOf([run(line, 'title', { size: SIZE.title, characterSpacing: 0 })], {
        style: OFF_GRID,
        alignment: AlignmentType.CENTER,
        spacing: exactly(720),
      }),
    ),
    ...emptyLines(1),
    lineOf([run(`${addressees}：`, 'body')]),
  ];
}

/** @param isLast the paragraph before the annexes and the signature, which is never alone on a page */
function emit(block: Block, chart: Uint8Array, isLast: boolean): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'h':
      return [heading(block)];
    case 'p':
      return [textOf([run(block.text, 'body')], { keepNext: isLast, keepLines: isLast })];
    case 'table':
      return dataTable(block);
    case 'figure':
      return figure(block, chart);
    case 'annexes':
      return annexList(block);
    case 'sign':
      return signature(block);
    case 'annex':
      return annex(block);
    case 'imprint':
      return imprintTable(block);
  }
}

const heading = ({ level, text }: Heading): Paragraph =>
  textOf([run(text, level === 1 ? 'hei' : 'kai')], {
    heading: level === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2,
    alignment: AlignmentType.LEFT,
    keepNext: true,
  });

const figure = ({ caption, alt }: Figure, chart: Uint8Array): Paragraph[] => [
  new Paragraph({
    alignment: AlignmentType.CENTER,
    keepNext: true,
    spacing: { before: 120 },
    children: [
      new ImageRun({
        type: 'png',
        data: Buffer.from(chart),
        transformation: { width: CHART_PX, height: (CHART_PX * CHART_HEIGHT) / CHART_WIDTH },
        altText: { title: caption, description: alt, name: caption },
      }),
    ],
  }),
  captionOf(caption, false),
];

const annexList = ({ titles }: AnnexList): Paragraph[] => [
  ...emptyLines(1, { keepNext: true }),
  ...titles.map((title, i) =>
    lineOf([run(`${i === 0 ? '附件：' : ''}${i + 1}.${title}`, 'body')], {
      indent: i === 0 ? { left: INDENT + 1205, hanging: 1205 } : { left: INDENT + 1205, hanging: 257 },
      keepNext: true,
    }),
  ),
];

/** The date ends four characters from the right; the organ is centred above it. */
function signature({ organ, date }: Signature): Paragraph[] {
  const character = INDENT / 2;
  const indent = Math.max(0, 4 * character + ((widthOf(date) - widthOf(organ)) * character) / 2);
  const right = (text: string, by: number, keepNext: boolean): Paragraph =>
    lineOf([run(text, 'body')], { alignment: AlignmentType.RIGHT, indent: { right: Math.round(by) }, keepNext });
  return [...emptyLines(2, { keepNext: true }), right(organ, indent, true), right(date, 4 * character, false)];
}

/** In characters: digits and Latin letters take half of one. */
const widthOf = (text: string): number => [...text].reduce((width, c) => width + (c < '\u0100' ? 0.5 : 1), 0);

const annex = ({ label, title }: Annex): Paragraph[] => [
  lineOf([run(label, 'hei')], { pageBreakBefore: true }),
  lineOf([run(title, 'title', { size: SIZE.title, characterSpacing: 0 })], {
    heading: HeadingLevel.HEADING_1,
    alignment: AlignmentType.CENTER,
    spacing: exactly(720, { before: 200, after: 200 }),
  }),
];

/** — 1 —: to the outer side, one character in. */
function pageNumber(alignment: typeof AlignmentType.LEFT | typeof AlignmentType.RIGHT): Footer {
  const number = new TextRun({
    font: fontOf('song'),
    size: SIZE.imprint,
    children: ['— ', PageNumber.CURRENT, ' —'],
  });
  const indent = alignment === AlignmentType.LEFT ? { left: 280 } : { right: 280 };
  return new Footer({ children: [new Paragraph({ alignment, indent, children: [number] })] });
}
