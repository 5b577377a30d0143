import { once } from 'node:events';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

const COLUMNS =
  'batch, feed, source, id, type, case_no, occurred_at, recorded_at, received_at, late, hash, data, extensions';
const ROWS_PER_COPY = 1_000;
const BLOCK = 8_192;

/** Plain COPY of the rows that the server has stored, into tables with the same indexes. */
export class CopyTables {
  #blocks = 0;
  #batch = 0n;

  /** @param {import('pg').Client} client @param {() => number} cpu CPU milliseconds of the database so far */
  constructor(client, cpu) {
    this.client = client;
    this.cpu = cpu;
  }

  async create() {
    for (const table of ['bench_small', 'bench_big'])
      await this.client.query(`DROP TABLE IF EXISTS ${table}; CREATE TABLE ${table} (LIKE event INCLUDING ALL)`);
  }

  /** Leaves out what is stored by now. */
  async skip() {
    const { rows } = await this.client.query(
      `SELECT pg_relation_size('event') AS size, coalesce(max(batch), 0) AS batch FROM event`,
    );
    this.#blocks = Math.floor(Number(rows[0].size) / BLOCK);
    this.#batch = BigInt(rows[0].batch);
  }

  /**
   * Copies the rows stored since the last call: 1,000 in a transaction on one connection and, where wanted, all in one.
   * @returns {Promise<{ rows: number, small: number, smallCpu: number, big: number | undefined }>} milliseconds
   */
  async round(withBig) {
    const pieces = await this.#read();
    const rows = pieces.reduce((n, piece) => n + piece.rows, 0);
    const cpu = this.cpu();
    const small = await this.#timed(async () => {
      for (const { text } of pieces) await this.#copy('bench_small', [text]);
    });
    const smallCpu = this.cpu() - cpu;
    const texts = pieces.map(({ text }) => text);
    const big = withBig ? await this.#timed(() => this.#copy('bench_big', texts)) : undefined;
    return { rows, small, smallCpu, big };
  }

  async #timed(work) {
    const began = performance.now();
    await work();
    return performance.now() - began;
  }

  async #copy(table, texts) {
    const stream = this.client.query(copyFrom(`COPY ${table} (${COLUMNS}) FROM STDIN`));
    for (const text of texts) if (!stream.write(text)) await once(stream, 'drain');
    stream.end();
    await once(stream, 'finish');
  }

  /** The new rows as pieces of 1,000, in the order in which they are stored. */
  async #read() {
    const [blocks, batch] = [this.#blocks, this.#batch];
    await this.skip();
    const stream = this.client.query(
      copyTo(`COPY (SELECT ${COLUMNS} FROM event WHERE ctid >= '(${blocks},0)' AND batch > ${batch}) TO STDOUT`),
    );
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    return inPieces(Buffer.concat(chunks));
  }
}

/** Cuts COPY text after every 1,000th line. @param {Buffer} text */
function inPieces(text) {
  const pieces = [];
  let [start, rows] = [0, 0];
  for (let end = text.indexOf(10); end !== -1; end = text.indexOf(10, end + 1)) {
    rows += 1;
    if (rows < ROWS_PER_COPY && end + 1 < text.length) continue;
    pieces.push({ rows, text: text.subarray(start, end + 1) });
    [start, rows] = [end + 1, 0];
  }
  return pieces;
}
