import { Readable } from 'node:stream';
import type { IncomingMessage } from 'node:http';
import { isRejection, readCloudEvent, type IncomingEvent } from '../../src/intake/cloud-event.js';
import { eventExamples } from '../../src/intake/event-examples.js';
import type { HttpProblem } from '../../src/intake/http-problem.js';
import type { Rejection } from '../../src/intake/rejection.js';
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

/** Status and code of the problem in which a reading ends. */
export async function problemOf(reading: Promise<unknown>): Promise<string> {
  const problem = await reading.then(
    () => undefined,
    (error: unknown) => error as HttpProblem,
  );
  return problem === undefined ? 'none' : `${problem.status} ${problem.code}`;
}

export const SALT = 'secret of the installation';

export function accepted(event: unknown): IncomingEvent {
  const result = readCloudEvent(event, NOW, SALT);
  if (isRejection(result)) throw new Error(JSON.stringify(result));
  return result;
}

export function rejected(event: unknown): Rejection {
  const result = readCloudEvent(event, NOW, SALT);
  if (!isRejection(result)) throw new Error('was accepted');
  return result;
}

export const visit = (changes: Json) => anEvent('visit.made', changes);
export const isoAhead = (ms: number) => new Date(NOW + ms).toISOString();
