import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Position } from './records.js';

/** What an unfinished import was about; a journal with another key is of another import. */
export interface JournalKey {
  readonly file: string;
  readonly sha256: string;
  readonly mapping: string;
  readonly url: string;
}

/** One event that the server rejected, and where it came from. */
export interface RejectedItem {
  readonly id: string;
  readonly caseNo: string;
  readonly position: Position;
  readonly reason: string;
  readonly member?: string;
  readonly detail?: string;
}

/** One acknowledged POST. POSTs are written in the order of the file, so that together they are a prefix of its events. */
export interface Acknowledged {
  readonly events: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: readonly RejectedItem[];
}

export class JournalError extends Error {
  override readonly name = 'JournalError';
}

const FORMAT = 'liangpai-import-1';

/**
 * The progress of an import as an append-only file of JSON lines: a header, then one line for each acknowledged POST. A
 * last line torn by a crash is passed over; its events are sent again and are duplicates.
 */
export class Journal {
  private constructor(
    readonly path: string,
    readonly acknowledged: readonly Acknowledged[],
  ) {}

  /** Opens the journal of an unfinished import, or begins a new one. Throws JournalError for a file of another kind. */
  static open(path: string, key: JournalKey, fromScratch: boolean): Journal {
    const known = fromScratch || !existsSync(path) ? undefined : readJournal(path);
    if (known && JSON.stringify(known.key) === JSON.stringify(key)) {
      // Rewritten without a torn last line, so that the next line stands on its own.
      write(path, key, known.acknowledged);
      return new Journal(path, known.acknowledged);
    }
    write(path, key, []);
    return new Journal(path, []);
  }

  append(acknowledged: Acknowledged): void {
    appendFileSync(this.path, `${JSON.stringify(acknowledged)}\n`);
  }

  /** A finished import leaves no journal: run again, it sends everything again, and all of it is a duplicate. */
  remove(): void {
    rmSync(this.path, { force: true });
  }
}

function write(path: string, key: JournalKey, acknowledged: readonly Acknowledged[]): void {
  const lines = [{ format: FORMAT, key }, ...acknowledged].map((line) => `${JSON.stringify(line)}\n`);
  writeFileSync(path, lines.join(''));
}

function readJournal(path: string): { key: unknown; acknowledged: Acknowledged[] } {
  const lines = readFileSync(path, 'utf8').split('\n');
  const header = parse(lines[0]) as { format?: unknown; key?: unknown } | undefined;
  if (header?.format !== FORMAT)
    throw new JournalError(`${path} is not the state of an import; name another file with --state`);
  // What follows the last line break is torn.
  const acknowledged = lines.slice(1, -1).map(parse) as (Acknowledged | undefined)[];
  const broken = acknowledged.indexOf(undefined);
  const whole = broken < 0 ? acknowledged : acknowledged.slice(0, broken);
  return { key: header.key, acknowledged: whole.filter((one) => one !== undefined) };
}

function parse(line: string | undefined): unknown {
  try {
    return JSON.parse(line ?? '') as unknown;
  } catch {
    return undefined;
  }
}
