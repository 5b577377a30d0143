import { SaxesParser } from 'saxes';
import { type InputFile, openInput } from './input-file.js';
import { type LogEvent, type Position, type ReadFault, ReadError, type SourceRecord } from './records.js';

/** The elementary attribute types of IEEE 1849; `list` and `container` hold no value of their own. */
const ATTRIBUTES = new Set(['string', 'date', 'int', 'float', 'boolean', 'id']);

interface Open {
  readonly position: Position;
  readonly attributes: Map<string, string>;
}

/**
 * Reads an XES log (IEEE 1849, plain or gzip) trace by trace; never more than one trace and one piece of text is held.
 * Extensions, globals, classifiers, attributes of the log and attributes inside attributes are passed over.
 * Throws ReadError with line and column where the XML is broken.
 */
export async function openXes(file: string): Promise<{ records: AsyncGenerator<SourceRecord>; input: InputFile }> {
  const input = await openInput(file, declaredEncoding);
  return { records: readXes(input.text), input };
}

async function* readXes(text: AsyncIterable<string>): AsyncGenerator<SourceRecord> {
  const builder = new TraceBuilder();
  for await (const piece of text) {
    builder.write(piece);
    yield* builder.take();
  }
  builder.close();
  yield* builder.take();
}

class TraceBuilder {
  readonly #parser = new SaxesParser<{ xmlns: false }>({ xmlns: false });
  #ready: SourceRecord[] = [];
  #failure: ReadError | undefined;
  #sawLog = false;
  /** Depth inside an element that is passed over. */
  #skipped = 0;
  #traces = 0;
  #trace: (Open & { events: LogEvent[]; faults: ReadFault[] }) | undefined;
  #event: Open | undefined;

  constructor() {
    this.#parser.on('opentag', (tag) => this.#open(tag.name.slice(tag.name.indexOf(':') + 1), tag.attributes));
    this.#parser.on('closetag', () => this.#close());
    this.#parser.on('error', (error) => {
      const reason = error.message.replace(/^(\d+:)*\s*/, '');
      this.#failure ??= new ReadError(`broken XML: ${reason}`, this.#parser.line, this.#parser.column);
    });
  }

  write(piece: string): void {
    if (this.#failure) return;
    this.#parser.write(piece);
  }

  close(): void {
    if (!this.#failure) this.#parser.close();
    if (!this.#failure && !this.#sawLog) this.#failure = new ReadError('no XES <log> in the file', this.#parser.line);
  }

  /** The traces completed so far; then the failure, if there was one. */
  *take(): Generator<SourceRecord> {
    const ready = this.#ready;
    this.#ready = [];
    yield* ready;
    if (this.#failure) throw this.#failure;
  }

  #open(name: string, attributes: Record<string, string>): void {
    if (this.#failure) return;
    if (this.#skipped > 0) this.#skipped++;
    else if (!this.#sawLog) this.#openLog(name);
    else if (!this.#trace) this.#openInLog(name);
    else if (name === 'event' && !this.#event) this.#openEvent(this.#trace);
    else this.#takeAttribute(name, attributes, this.#trace);
  }

  #openLog(name: string): void {
    this.#sawLog = true;
    if (name !== 'log')
      this.#failure = new ReadError(
        `not an XES log: the root element is <${name}>`,
        this.#parser.line,
        this.#parser.column,
      );
  }

  #openInLog(name: string): void {
    if (name === 'trace') {
      this.#traces++;
      const position = { line: this.#parser.line, trace: this.#traces };
      this.#trace = { position, attributes: new Map(), events: [], faults: [] };
      return;
    }
    if (name === 'event')
      this.#ready.push({ kind: 'broken', position: { line: this.#parser.line }, detail: 'event outside a trace' });
    this.#skipped = 1;
  }

  #openEvent(trace: { position: Position; events: LogEvent[] }): void {
    const position = { ...trace.position, line: this.#parser.line, event: trace.events.length + 1 };
    this.#event = { position, attributes: new Map() };
  }

  #takeAttribute(name: string, { key, value }: Record<string, string>, trace: { faults: ReadFault[] } & Open): void {
    this.#skipped = 1;
    if (!ATTRIBUTES.has(name)) return;
    const owner = this.#event ?? trace;
    const position = { ...owner.position, line: this.#parser.line };
    if (key === undefined || value === undefined)
      trace.faults.push({ position, detail: `<${name}> without ${key === undefined ? 'key' : `value (key ${key})`}` });
    else if (owner.attributes.has(key)) trace.faults.push({ position, detail: `attribute ${key} given twice` });
    else owner.attributes.set(key, value);
  }

  #close(): void {
    if (this.#failure) return;
    if (this.#skipped > 0) this.#skipped--;
    else if (this.#event && this.#trace) {
      this.#trace.events.push(this.#event);
      this.#event = undefined;
    } else if (this.#trace) {
      this.#ready.push({ kind: 'trace', ...this.#trace });
      this.#trace = undefined;
    }
  }
}

function declaredEncoding(head: Buffer): string {
  if (head[0] === 0x3c && head[1] === 0) return 'utf-16le';
  if (head[0] === 0 && head[1] === 0x3c) return 'utf-16be';
  const declaration = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']/.exec(head.subarray(0, 200).toString('latin1'));
  return declaration?.[1] ?? 'utf-8';
}
