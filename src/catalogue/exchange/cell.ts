/** What stands in a cell: numbers stay numbers in a workbook. Empty: nothing is said. */
export type Cell = string | number;

/** What a cell of a column holds. */
export interface CellType {
  /** The value as a cell; empty for one that this type has no cell for. */
  readonly write: (value: unknown) => Cell;
  /** A cell that is not blank, trimmed. @throws CellFault */
  readonly read: (text: string) => unknown;
}

/** A cell that can't be read, in words. */
export class CellFault extends Error {
  constructor(
    readonly zh: string,
    readonly en: string,
  ) {
    super(en);
    this.name = 'CellFault';
  }
}

const NUMBER = /^[+-]?\d+(\.\d+)?$/;
/** What a spreadsheet makes of a long code that it takes for a number. */
const SPOILT = /^\d(\.\d+)?E\+\d+$/i;
/** Between the texts of one cell. */
const SEPARATOR = '；';
const YES = ['是', 'true', 'yes'];
const NO = ['否', 'false', 'no'];

function readText(text: string): string {
  if (!SPOILT.test(text)) return text;
  throw new CellFault(
    `“${text}”是电子表格改写过的编码，请设为文本格式后重填`,
    `"${text}" is what a spreadsheet has made of a code: format the cell as text and enter it again`,
  );
}

/** Characters that a file may not bring back as they were. */
const LOST = /[^\P{Cc}\n]|[\uFFFE\uFFFF]/u;

export const TEXT: CellType = {
  write: (value) => (typeof value === 'string' && !LOST.test(value) ? value : ''),
  read: readText,
};

export const NUMERIC: CellType = {
  write: (value) => (typeof value === 'number' ? value : ''),
  read: (text) => {
    const plain = text.normalize('NFKC');
    if (NUMBER.test(plain)) return Number(plain);
    throw new CellFault(`“${text}”不是数`, `"${text}" is not a number`);
  },
};

/** A number where it reads like one, else a text. */
export const SCALAR: CellType = {
  write: (value) => (typeof value === 'number' ? value : TEXT.write(value)),
  read: (text) => (NUMBER.test(text) && String(Number(text)) === text ? Number(text) : readText(text)),
};

export const FLAG: CellType = {
  write: (value) => (typeof value === 'boolean' ? (value ? '是' : '否') : ''),
  read: (text) => {
    const plain = text.toLowerCase();
    if (YES.includes(plain)) return true;
    if (NO.includes(plain)) return false;
    throw new CellFault(`“${text}”应为 是 或 否`, `"${text}" must be 是 or 否 (true or false)`);
  },
};

/** Days between 30 December 1899, from which spreadsheets count, and 1 January 1970. */
const EPOCH_SERIAL = 25_569;

/** `YYYY-MM-DD`; also the number that a spreadsheet keeps for a date. */
export const DAY: CellType = {
  write: TEXT.write,
  read: (text) => {
    if (!/^\d{5}$/.test(text)) return text.replace(/^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$/, padded);
    return new Date((Number(text) - EPOCH_SERIAL) * 86_400_000).toISOString().slice(0, 10);
  },
};

const padded = (_: string, year: string, month: string, day: string): string =>
  `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;

/** Of anything: as JSON. */
export const JSON_CELL: CellType = {
  write: (value) => (value === undefined ? '' : JSON.stringify(value)),
  read: readJson,
};

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CellFault('不是 JSON', 'is not JSON');
  }
}

/** Texts, one after the other; as JSON where a text holds the separator. */
export const TEXTS = listed(
  (text) => text,
  (value) => (typeof value === 'string' ? value : undefined),
);

/** `罚款+没收；罚款+警告` */
export const GROUPS = listed(
  (text) => text.split('+').map((one) => one.trim()),
  (value) => joinedTexts(value, '+'),
);

/** `09:00-12:00；13:00-17:00` */
export const HOURS = listed(
  (text) => text.split(/[-–—]/u).map((one) => one.trim()),
  (value) => joinedTexts(value, '-'),
);

function joinedTexts(value: unknown, by: string): string | undefined {
  return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value.join(by) : undefined;
}

function listed(readOne: (text: string) => unknown, writeOne: (value: unknown) => string | undefined): CellType {
  const plain: CellType = {
    write: (value) => {
      const texts = Array.isArray(value) ? value.map(writeOne) : [];
      return texts.every((text) => text !== undefined) ? texts.join(SEPARATOR) : '';
    },
    read: (text) =>
      text
        .split(/[；;\n]/u)
        .map((one) => one.trim())
        .filter((one) => one !== '')
        .map(readOne),
  };
  return {
    write: (value) => {
      const cell = plain.write(value);
      const isPlain =
        cell !== '' &&
        !String(cell).startsWith('[') &&
        JSON.stringify(plain.read(String(cell))) === JSON.stringify(value);
      return isPlain ? cell : JSON_CELL.write(value);
    },
    read: (text) => (text.startsWith('[') ? readJson(text) : plain.read(text)),
  };
}
