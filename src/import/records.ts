/** What the readers yield, one at a time: a whole trace of an XES log, or one row of a CSV file. */
export type Attributes = ReadonlyMap<string, string>;

/** Where something stands in the file; lines, traces and events count from 1. */
export interface Position {
  readonly line: number;
  readonly trace?: number;
  readonly event?: number;
}

/** Something the reader could not take but could step over. */
export interface ReadFault {
  readonly position: Position;
  readonly detail: string;
}

export interface LogEvent {
  readonly position: Position;
  readonly attributes: Attributes;
}

export interface TraceRecord {
  readonly kind: 'trace';
  readonly position: Position;
  readonly attributes: Attributes;
  readonly events: readonly LogEvent[];
  readonly faults: readonly ReadFault[];
}

export interface RowRecord {
  readonly kind: 'row';
  readonly position: Position;
  readonly attributes: Attributes;
}

export interface BrokenRecord extends ReadFault {
  readonly kind: 'broken';
}

export type SourceRecord = TraceRecord | RowRecord | BrokenRecord;

/** The file cannot be read further. What was read before it stands; nothing after it is known. */
export class ReadError extends Error {
  override readonly name = 'ReadError';
  constructor(
    message: string,
    readonly line?: number,
    readonly column?: number,
  ) {
    super(line === undefined ? message : `line ${line}${column === undefined ? '' : `, column ${column}`}: ${message}`);
  }
}
