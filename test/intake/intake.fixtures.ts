import { Readable } from 'node:stream';
import type { IncomingMessage } from 'node:http';
import { eventExamples } from '../../src/intake/event-examples.js';
import { readEvents, READ_LIMITS, type ReadItem, type ReadLimits } from '../../src/intake/request-reader.js';

export const NOW = Date.parse('2026-11-22T09:00:00+08:00');

export type Json = Record<string, unknown>;

/** The example of an event type, changed where it matters to the test; `undefined` leaves a member out. */
export function anEvent(type: string, changes: Json = {}): Json {
  const example = eventExamples()[`approval.${type}`];
  if (!example) throw new Error(`no example of ${type}`);
  return JSON.parse(JSON.stringify({ ...example.value, ...changes })) as Json;
}

export const dataOf = (type: string): Json => anEvent(type).data as Json;

/** A request as the reader sees one: headers, and a body that arrives in these pieces. */
export function aRequest(
  headers: Record<string, string>,
  pieces: Iterable<Buffer> | AsyncIterable<Buffer>,
): IncomingMessage {
  const body = Readable.from(pieces, { objectMode: false, highWaterMark: 64 * 1024 });
  return Object.assign(body, { headers }) as unknown as IncomingMessage;
}

export async function readAll(request: IncomingMessage, limits: ReadLimits = READ_LIMITS): Promise<ReadItem[]> {
  const items: ReadItem[] = [];
  for await (const chunk of readEvents(request, limits)) items.push(...chunk);
  return items;
}

/** The values as JSON itself sees them: without prototypes. */
export const rawOf = (items: ReadItem[]): unknown[] =>
  items.map((item) => ('raw' in item ? (JSON.parse(JSON.stringify(item.raw)) as unknown) : item.rejection.reason));
