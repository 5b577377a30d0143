import { unzipSync, zipSync } from 'fflate';
import writeXlsxFile, { type CellObject, type Row } from 'write-excel-file/node';
import type { Cell, Sheet, Workbook } from '../workbook.js';

/** Every office has it. */
export const XLSX_FONT = '宋体';
const FORMATS = { count: '#,##0', share: '0.00%', points: '0.00"个百分点"' } as const;
const LINE = { borderStyle: 'thin', borderColor: '#8A94A6' } as const;
const HEAD = { fontWeight: 'bold', backgroundColor: '#E8F0F7', align: 'center', wrap: true } as const;
/** As old as a zip archive can say, in any time zone: the same workbook gives the same bytes. */
const MADE_AT = new Date(1980, 0, 1);

export async function xlsxOf({ sheets }: Workbook): Promise<Uint8Array> {
  const file = writeXlsxFile(
    sheets.map(({ name, columns, ...sheet }) => ({
      sheet: name,
      columns: columns.map(({ width }) => ({ width })),
      stickyRowsCount: 1,
      data: rowsOf({ columns, ...sheet }),
    })),
    { fontFamily: XLSX_FONT, fontSize: 11 },
  );
  return zipSync(unzipSync(await file.toBuffer()), { mtime: MADE_AT });
}

function rowsOf({ columns, rows, summed }: Omit<Sheet, 'name'>): Row[] {
  const head = columns.map(({ title }): CellObject => ({ value: title, type: String, ...HEAD, ...LINE }));
  return [head, ...rows.map((row, i) => row.map((cell) => cellOf(cell, summed && i === rows.length - 1)))];
}

function cellOf(cell: Cell, isSum: boolean): CellObject {
  const look = { ...LINE, ...(isSum && { fontWeight: 'bold' as const }) };
  return typeof cell === 'string'
    ? { value: cell, type: String, wrap: true, ...look }
    : { value: cell.value, type: Number, format: FORMATS[cell.as], align: 'right', ...look };
}
