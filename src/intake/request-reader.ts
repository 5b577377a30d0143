import type { IncomingMessage } from 'node:http';
import { fromBinary } from './binary-mode.js';
import { readBatch } from './batch-body.js';
import { bodyOf, wholeBody } from './body-stream.js';
import { contentModeOf, isGzip } from './content-mode.js';
import { Gathering } from './gathering.js';
import { LineSplitter, type Line } from './line-splitter.js';
import { parseJson, type Parsed } from './parse-json.js';
import { flaw, rejectText, type Rejection } from './rejection.js';

/** `index`: position in the request, from 0; of lines, among those that are not blank. */
export type ReadItem =
  { readonly index: number; readonly raw: unknown } | { readonly index: number; readonly rejection: Rejection };

export interface ReadLimits {
  /** Bytes of one event after decoding. */
  readonly maxEvent: number;
  /** Bytes of a batch (JSON array) after decoding. */
  readonly maxBatch: number;
  /** Lines handed over together at most, and bytes of lines from which on they are handed over. */
  readonly chunk: number;
  readonly chunkBytes: number;
  /** Milliseconds for which lines wait for further ones before they are handed over. */
  readonly linger: number;
}

const MIB = 1024 * 1024;
export const READ_LIMITS: ReadLimits = {
  maxEvent: MIB,
  maxBatch: 16 * MIB,
  chunk: 1000,
  chunkBytes: 4 * MIB,
  linger: 25,
};

/**
 * The events of one request in its order, whatever its content mode. Nothing more is read while the consumer is busy.
 * Throws HttpProblem where the request cannot be taken as a whole; a stream of lines may end so after its first events.
 */
export async function* readEvents(
  req: IncomingMessage,
  limits: ReadLimits = READ_LIMITS,
): AsyncGenerator<ReadItem[], void, undefined> {
  const mode = contentModeOf(req.headers);
  isGzip(req.headers);
  switch (mode) {
    case 'structured':
      yield [itemOf(0, parseJson(await wholeBody(req, limits.maxEvent)))];
      return;
    case 'binary':
      yield [itemOf(0, fromBinary(req.headers, await wholeBody(req, limits.maxEvent)))];
      return;
    case 'batch':
      // In one piece: the events of a batch are judged together, and none of them is stored without the others.
      yield readBatch(await wholeBody(req, limits.maxBatch)).map((raw, index) => ({ index, raw }));
      return;
    case 'lines':
      yield* lines(bodyOf(req), limits);
  }
}

const itemOf = (index: number, parsed: Parsed): ReadItem =>
  'value' in parsed ? { index, raw: parsed.value } : { index, rejection: parsed.rejection };

/** Hands over full chunks, and what there is when the sender pauses. */
async function* lines(
  body: AsyncGenerator<Buffer, void, undefined>,
  limits: ReadLimits,
): AsyncGenerator<ReadItem[], void, undefined> {
  const splitter = new LineSplitter(limits.maxEvent);
  const gathering = new Gathering<ReadItem>(limits);
  let index = 0;
  let next = body.next();
  try {
    for (;;) {
      const result = await gathering.orPause(next);
      if (result === undefined) {
        yield gathering.take();
        continue;
      }
      for (const line of result.done ? splitter.end() : splitter.push(result.value)) {
        gathering.add(itemOf(index++, parseLine(line, limits.maxEvent)), line.bytes.length);
        if (gathering.isFull) yield gathering.take();
      }
      if (result.done) break;
      next = body.next();
    }
    if (!gathering.isEmpty) yield gathering.take();
  } finally {
    gathering.cancel();
    // A read that nobody waits for any more must not end as an unhandled rejection.
    next.catch(() => undefined);
    void body.return(undefined).catch(() => undefined);
  }
}

function parseLine({ bytes, tooLong }: Line, limit: number): Parsed {
  if (!tooLong) return parseJson(bytes);
  const why = flaw('too-long', null, `一行超过 ${limit} 字节 / the line exceeds ${limit} bytes`);
  return { rejection: rejectText(bytes.toString(), why) };
}
