import { once } from 'node:events';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CloudEvent } from '../../src/import/mapper.js';

/** What the server does with a POST instead of taking it; undefined: take it. */
export type Fault = (
  events: CloudEvent[],
  request: number,
  response: ServerResponse,
  headers: IncomingMessage['headers'],
) => boolean;

export interface FakeServer {
  readonly url: string;
  /** Every event taken, by id. */
  readonly taken: Map<string, CloudEvent>;
  /** The ids of every POST that arrived whole, taken or not. */
  readonly posts: string[][];
  fault: Fault | undefined;
  close(): Promise<void>;
}

/** Speaks as much of the events API as the importer needs: duplicates by id, a given rejection, faults on demand. */
export async function startFakeServer(
  rejects: (event: CloudEvent) => string | undefined = () => undefined,
): Promise<FakeServer> {
  const taken = new Map<string, CloudEvent>();
  const posts: string[][] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const events = await readEvents(request);
      posts.push(events.map(({ id }) => id));
      if (self.fault?.(events, posts.length, response, request.headers)) return;
      const rejected: object[] = [];
      let duplicates = 0;
      events.forEach((event, index) => {
        const reason = rejects(event);
        if (reason) rejected.push({ index, id: event.id, reason, member: 'time' });
        else if (taken.has(event.id)) duplicates++;
        else taken.set(event.id, event);
      });
      const accepted = events.length - duplicates - rejected.length;
      const status = events.length === 1 && rejected.length === 1 ? 422 : 200;
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ accepted, duplicates, rejected }));
    })().catch(() => response.destroy()); // the client left in the middle of its POST
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const self: FakeServer = { url, taken, posts, fault: undefined, close };
  return self;
}

async function readEvents(request: IncomingMessage): Promise<CloudEvent[]> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += String(chunk);
  return body
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as CloudEvent);
}

export function answer(
  response: ServerResponse,
  status: number,
  body: object = {},
  headers: Record<string, string> = {},
): true {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
  return true;
}
