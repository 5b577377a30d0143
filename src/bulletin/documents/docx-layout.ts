import {
  AlignmentType,
  type IParagraphOptions,
  type IRunOptions,
  type ISectionPropertiesOptions,
  DocumentGridType,
  LineRuleType,
  Paragraph,
  TextRun,
} from 'docx';
import type { FontRole } from './fonts.js';

/** Lengths in twips (1/1440 inch): the type area is 156 mm × 225 mm. */
const MM = 1440 / 25.4;
export const mm = (length: number): number => Math.round(length * MM);
export const TYPE_AREA = mm(156);
/** 22 lines to the type area. */
export const LINE = 579;
/** One character of 三号. */
const CHARACTER = 316;
export const INDENT = 2 * CHARACTER;
/** Half points. */
export const SIZE = { body: 32, title: 44, caption: 24, table: 21, wideTable: 18, imprint: 28 } as const;

/** The names under which offices own them: a document of theirs is edited with their fonts, so none is put in. */
export const NAMES: Readonly<Record<FontRole, string>> = {
  title: '方正小标宋简体',
  body: '仿宋_GB2312',
  hei: '黑体',
  kai: '楷体_GB2312',
  song: '宋体',
};

export const fontOf = (role: FontRole) => {
  const name = NAMES[role];
  return { ascii: name, hAnsi: name, eastAsia: name, cs: name };
};

/** −0.25 pt between characters: 28 of them to the line. Not by a character grid, which LibreOffice counts otherwise. */
export const run = (text: string, role: FontRole, options: IRunOptions = {}): TextRun =>
  new TextRun({ font: fontOf(role), size: SIZE.body, characterSpacing: -5, ...options, text });

/** Of cells, the mark and titles: they keep off the grid of lines, which the paragraph options of the library cannot say. */
export const OFF_GRID = 'OffGrid';
const FONT = `w:ascii="${NAMES.body}" w:hAnsi="${NAMES.body}" w:eastAsia="${NAMES.body}" w:cs="${NAMES.body}"`;
// Latin text is English to the word processor: Chinese rules would break a number at the end of a line.
export const STYLES = `<?xml version="1.0" encoding="UTF-8"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
  <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>
    <w:pPr><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/></w:pPr>
    <w:rPr><w:rFonts ${FONT}/><w:sz w:val="${SIZE.body}"/><w:szCs w:val="${SIZE.body}"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:style>
  <w:style w:type="paragraph" w:customStyle="1" w:styleId="${OFF_GRID}"><w:name w:val="${OFF_GRID}"/><w:basedOn w:val="Normal"/>
    <w:pPr><w:snapToGrid w:val="0"/></w:pPr></w:style>
</w:styles>`;

export const exactly = (line: number, more: { before?: number; after?: number } = {}) => ({
  line,
  lineRule: LineRuleType.EXACT,
  ...more,
});

/** A paragraph of the text: indented by two characters, on the grid of 22 lines. */
export const textOf = (children: TextRun[], options: IParagraphOptions = {}): Paragraph =>
  new Paragraph({
    alignment: AlignmentType.BOTH,
    spacing: exactly(LINE),
    indent: { firstLine: INDENT },
    ...options,
    children,
  });

export const lineOf = (children: TextRun[], options: IParagraphOptions = {}): Paragraph =>
  textOf(children, { alignment: AlignmentType.LEFT, indent: { firstLine: 0 }, ...options });

export const emptyLines = (n: number, options: IParagraphOptions = {}): Paragraph[] =>
  Array.from({ length: n }, () => lineOf([], options));

export const PAGE: ISectionPropertiesOptions = {
  page: {
    size: { width: mm(210), height: mm(297) },
    // The number stands 7 mm below the type area.
    margin: { top: mm(37), bottom: mm(35), left: mm(28), right: mm(26), header: mm(15), footer: mm(23), gutter: 0 },
  },
  grid: { type: DocumentGridType.LINES, linePitch: LINE },
};
