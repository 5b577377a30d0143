import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import pg from 'pg';
import { migrate } from '../../src/database/data-source.js';

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

const TEMPLATE = 'liangpai_template';
/** Any number: whoever holds this advisory lock makes the template. */
const TEMPLATE_LOCK = 7_201_826;

/** The cluster of this jest run, or the one that LIANGPAI_TEST_DATABASE_URL names (its user must be a superuser). */
async function serverUrl(): Promise<string> {
  const given = process.env['LIANGPAI_TEST_DATABASE_URL'];
  if (given) return given;
  const [port, secret] = (process.env['LIANGPAI_TEST_POSTGRES'] ?? '').split('/');
  const reply = await new Promise<string>((done, fail) => {
    let text = '';
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(`${secret}\n`));
    socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    socket.on('end', () => done(text)).on('error', fail);
  });
  if (!reply.startsWith('url ')) throw new Error(`no test database: ${reply}`);
  return reply.slice(4);
}

function withDatabase(url: string, database: string): string {
  const result = new URL(url);
  result.pathname = `/${database}`;
  return result.href;
}

async function asAdministrator<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: withDatabase(url, 'postgres') });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Under another name until it is migrated, so that a failed migration leaves no template behind. */
async function ensureTemplate(url: string, client: pg.Client): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [TEMPLATE]);
  if (rowCount !== 0) return;
  const draft = `${TEMPLATE}_draft`;
  await client.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${draft}`);
  await migrate(withDatabase(url, draft));
  await client.query(`ALTER DATABASE ${draft} RENAME TO ${TEMPLATE}`);
}

async function create(template: boolean): Promise<TestDatabase> {
  const url = await serverUrl();
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdministrator(url, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    if (template) await ensureTemplate(url, client);
    await client.query(`CREATE DATABASE ${name}${template ? ` TEMPLATE ${TEMPLATE}` : ''}`);
  });
  return {
    url: withDatabase(url, name),
    drop: () =>
      asAdministrator(url, async (client) => {
        await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      }),
  };
}

/** A database of its own with the whole schema, in some 50 ms. */
export const createTestDatabase = (): Promise<TestDatabase> => create(true);

/** Without any table. */
export const createEmptyDatabase = (): Promise<TestDatabase> => create(false);
