import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from '../../scripts/lib/build.mjs';

/** Durable as in production: a server on a database that may lose events takes none, in tests as well. */
const SETTINGS = { max_connections: '200', shared_buffers: '128MB' };

async function startPostgres(dataDir) {
  // jest does not transform what its own process imports: this is the built launcher.
  await ensureBuilt(['server']);
  const { startEmbedded } = await import('../../dist/server/database/embedded-postgres.js');
  return startEmbedded({
    dataDir,
    log: (message) => process.stderr.write(`${message}\n`),
    settings: SETTINGS,
  });
}

/** One cluster for all suites of a run, in jest's own process, started when the first suite asks for its URL. */
export default async function setUp() {
  const secret = randomUUID();
  const directory = mkdtempSync(join(tmpdir(), 'liangpai-test-'));
  chmodSync(directory, 0o711);
  let started;
  const answer = async (socket, question) => {
    if (question.trim() !== secret) return socket.destroy();
    started ??= startPostgres(directory);
    return started.then(
      ({ url }) => socket.end(`url ${url}`),
      (error) => socket.end(`error ${error}`),
    );
  };
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (data) => void answer(socket, data.toString()));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  server.unref();
  process.env.LIANGPAI_TEST_POSTGRES = `${server.address().port}/${secret}`;
  globalThis.stopTestPostgres = async () => {
    server.close();
    await started?.then(
      (postgres) => postgres.stop(),
      () => undefined,
    );
    rmSync(directory, { recursive: true, force: true });
  };
}
