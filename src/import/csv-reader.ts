import { Readable, pipeline } from 'node:stream';
import { type CsvError, type Info, parse } from 'csv-parse';
import { type InputFile, openInput } from './input-file.js';
import { type BrokenRecord, ReadError, type SourceRecord } from './records.js';

export interface CsvOptions {
  readonly encoding: string;
  readonly delimiter: string;
  /** Columns that must stand in the header. */
  readonly columns: ReadonlySet<string>;
}

/** Characters without a complete row after which a quote is taken to be never closed; bounds the memory. */
const ROW_LIMIT = 16 * 1024 * 1024;

interface Parsed {
  readonly record: string[];
  readonly info: Info;
}

/**
 * Reads a CSV file (plain or gzip) row by row; the first row names the columns. Rows that cannot be split are yielded as
 * broken with their lines and the reading goes on. Throws ReadError when the header lacks a column or names one twice.
 */
export async function openCsv(
  file: string,
  options: CsvOptions,
): Promise<{ records: AsyncGenerator<SourceRecord>; input: InputFile }> {
  const input = await openInput(file, () => options.encoding);
  return { records: readCsv(input.text, options), input };
}

async function* readCsv(text: AsyncIterable<string>, options: CsvOptions): AsyncGenerator<SourceRecord> {
  const rows = new Rows(text, options.delimiter);
  let header: string[] | undefined;
  for await (const { record, info } of rows.parser as AsyncIterable<Parsed>) {
    const line = info.lines - newlinesIn(record);
    yield* rows.brokenBefore(line, info.lines);
    if (header) yield row(header, record, line);
    else header = checkHeader(record, options);
  }
  yield* rows.brokenBefore(Infinity, Infinity);
  if (!header) throw new ReadError('the file has no header row');
}

/** The parser with its account of what it passed over: after a broken quote it resumes at a later row, never silently. */
class Rows {
  readonly parser;
  readonly #errors: { line: number; message: string }[] = [];
  #lastLine = 0;
  #fed = 0;
  #fedAtRow = 0;

  constructor(text: AsyncIterable<string>, delimiter: string) {
    this.parser = parse({
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      on_skip: (error) => {
        this.#errors.push({ line: lineOf(error, this.#lastLine + 1), message: error?.message ?? 'unreadable row' });
        return undefined;
      },
    });
    // An error destroys the parser with it, and the reading loop throws it.
    pipeline(Readable.from(this.#bounded(text)), this.parser, () => undefined);
  }

  /** The broken rows that stand before `line`; the row that begins there ends at `end`. */
  *brokenBefore(line: number, end: number): Generator<BrokenRecord> {
    while (this.#errors[0] && this.#errors[0].line < line) {
      const { message, line: at } = this.#errors.shift() as { line: number; message: string };
      const last = Number.isFinite(line) ? line - 1 : at;
      const first = Math.min(this.#lastLine + 1, at);
      const detail = `${last > first ? `lines ${first} to ${last}` : `line ${first}`} cannot be split into fields: ${message}`;
      yield { kind: 'broken', position: { line: first }, detail };
    }
    this.#lastLine = end;
    this.#fedAtRow = this.#fed;
  }

  async *#bounded(text: AsyncIterable<string>): AsyncGenerator<string> {
    for await (const piece of text) {
      if (this.#fed - this.#fedAtRow > ROW_LIMIT)
        throw new ReadError(
          `no end of the row within ${ROW_LIMIT} characters: a quote that is never closed?`,
          this.#lastLine + 1,
        );
      this.#fed += piece.length;
      yield piece;
    }
  }
}

function row(header: string[], record: string[], line: number): SourceRecord {
  if (record.length !== header.length) {
    const detail = `${record.length} fields where the header has ${header.length}`;
    return { kind: 'broken', position: { line }, detail };
  }
  return { kind: 'row', position: { line }, attributes: new Map(header.map((name, i) => [name, record[i] ?? ''])) };
}

function checkHeader(record: string[], { columns, delimiter, encoding }: CsvOptions): string[] {
  const header = record.map((name) => name.trim());
  const twice = header.filter((name, i) => name !== '' && header.indexOf(name) !== i);
  if (twice.length > 0) throw new ReadError(`column named twice in the header: ${twice.join(', ')}`, 1);
  const missing = [...columns].filter((name) => !header.includes(name));
  if (missing.length > 0)
    throw new ReadError(
      `the header has no column ${missing.join(', ')}; it has ${header.join(' | ')} ` +
        `(read as ${encoding} with delimiter ${JSON.stringify(delimiter)}; change with --encoding, --delimiter)`,
      1,
    );
  return header;
}

const newlinesIn = (record: string[]): number =>
  record.reduce((sum, field) => sum + (field.includes('\n') ? field.split('\n').length - 1 : 0), 0);

function lineOf(error: CsvError | undefined, otherwise: number): number {
  const lines: unknown = error && 'lines' in error ? error.lines : undefined;
  return typeof lines === 'number' ? lines : otherwise;
}
