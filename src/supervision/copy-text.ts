import { once } from 'node:events';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

const SPECIAL = /[\\\t\n\r]/;
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** One value in PostgreSQL's COPY text format. */
export const copyValue = (text: string | null): string =>
  text === null ? '\\N' : SPECIAL.test(text) ? text.replace(/[\\\t\n\r]/g, (c) => ESCAPES[c] as string) : text;

/** Sends rows in COPY text format (each ending in a newline) and waits until the server has taken them all. */
export async function copyRows(client: PoolClient, statement: string, rows: string): Promise<void> {
  const stream = client.query(copyFrom(statement));
  // A connection that is given up reports its end a second time, when nobody waits any more.
  stream.on('error', () => undefined);
  stream.end(rows);
  await once(stream, 'finish');
}
