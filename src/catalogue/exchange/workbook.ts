import { setImmediate as pause } from 'node:timers/promises';
import { Zip, ZipDeflate } from 'fflate';
import { problem } from '../../http/problem.js';
import type { Cell } from './cell.js';
import { ROWS_AT_ONCE } from './exchange-limits.js';

/** One sheet; its first row is the header. */
export interface Sheet {
  readonly name: string;
  readonly widths: readonly number[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Characters that a cell of a workbook holds at most. */
const MAX_XLSX_CELL = 32_767;
/** As old as an archive can say: the same tables give the same bytes. */
const MADE_AT = new Date(1980, 0, 1);
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const PLAIN = 'numFmtId="0" fontId="0" fillId="0" borderId="0"';
/** Header cells have format 1: bold. */
const STYLES =
  `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="宋体"/></font>` +
  `<font><b/><sz val="11"/><name val="宋体"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill>` +
  `<fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>` +
  `<cellStyleXfs count="1"><xf ${PLAIN}/></cellStyleXfs><cellXfs count="2"><xf ${PLAIN} xfId="0"/>` +
  `<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>`;

/**
 * Sheets (ISO/IEC 29500) whose texts are never formulas. Written piece by piece: a whole catalogue takes seconds, in which
 * others have their turn.
 *
 * @throws 422 where a text has no room
 */
export async function workbookOf(sheets: readonly Sheet[]): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let failure: Error | undefined;
  const zip = new Zip((error, piece) => {
    if (error) failure = error;
    else pieces.push(piece);
  });
  for (const [name, text] of frame(sheets)) add(zip, name).push(Buffer.from(text), true);
  for (const [i, sheet] of sheets.entries()) {
    const part = add(zip, `xl/worksheets/sheet${i + 1}.xml`);
    part.push(Buffer.from(opening(sheet)));
    for (let from = 0; from < sheet.rows.length; from += ROWS_AT_ONCE) {
      await pause();
      const rows = sheet.rows.slice(from, from + ROWS_AT_ONCE).map((row, k) => rowXml(row, from + k + 1));
      part.push(Buffer.from(rows.join('')));
    }
    part.push(Buffer.from('</sheetData></worksheet>'), true);
  }
  zip.end();
  if (failure) throw failure;
  return Buffer.concat(pieces);
}

function add(zip: Zip, name: string): ZipDeflate {
  const part = new ZipDeflate(name, { level: 6 });
  part.mtime = MADE_AT;
  zip.add(part);
  return part;
}

/** Every part but the sheets. */
function frame(sheets: readonly Sheet[]): [string, string][] {
  const override = (part: string, kind: string) =>
    `<Override PartName="/xl/${part}" ContentType="${TYPE}.${kind}+xml"/>`;
  const relation = (id: string, kind: string, target: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`;
  const each = (write: (sheet: Sheet, number: number) => string) =>
    sheets.map((sheet, i) => write(sheet, i + 1)).join('');
  const relations = (inner: string) =>
    `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${inner}</Relationships>`;
  return [
    [
      '[Content_Types].xml',
      `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
        override('workbook.xml', 'sheet.main') +
        override('styles.xml', 'styles') +
        each((_, n) => override(`worksheets/sheet${n}.xml`, 'worksheet')) +
        '</Types>',
    ],
    ['_rels/.rels', relations(relation('rId1', 'officeDocument', 'xl/workbook.xml'))],
    [
      'xl/workbook.xml',
      `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>` +
        each(({ name }, n) => `<sheet name="${escaped(name)}" sheetId="${n}" r:id="rId${n}"/>`) +
        '</sheets></workbook>',
    ],
    [
      'xl/_rels/workbook.xml.rels',
      relations(
        each((_, n) => relation(`rId${n}`, 'worksheet', `worksheets/sheet${n}.xml`)) +
          relation(`rId${sheets.length + 1}`, 'styles', 'styles.xml'),
      ),
    ],
    ['xl/styles.xml', STYLES],
  ];
}

const opening = ({ widths }: Sheet): string =>
  `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">` +
  '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>' +
  widths.map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`).join('') +
  '</cols><sheetData>';

function rowXml(row: readonly Cell[], line: number): string {
  const style = line === 1 ? ' s="1"' : '';
  const cells = row.map((cell, i) => {
    if (cell === '') return '';
    const ref = `r="${columnName(i)}${line}"${style}`;
    if (typeof cell === 'number') return `<c ${ref}><v>${cell}</v></c>`;
    if (cell.length > MAX_XLSX_CELL) throw tooLong();
    return `<c ${ref} t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
  });
  return `<row r="${line}">${cells.join('')}</row>`;
}

const tooLong = () =>
  problem(422, 'cell-too-long', {
    zh: `有内容超过一格的 ${MAX_XLSX_CELL} 个字符，请导出 YAML 或 CSV`,
    en: `something has more than the ${MAX_XLSX_CELL} characters of a cell: export YAML or CSV`,
  });

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** `_x0041_` stands for a character: where a text says so itself, its first sign is written so. */
const escaped = (text: string): string =>
  text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_').replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);

/** 27 → `AB` */
const columnName = (index: number): string =>
  (index >= 26 ? columnName(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26));
