import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { DEMO_PASSWORD } from '../../src/demo/demo-data.js';
import { ApiClient } from './api-client.js';
import { buildServer, fromRoot } from './child.js';

const START_WITHIN_MS = 30_000;

/** A server in a process of its own, as an operator runs it. */
export class ServerProcess extends ApiClient {
  /** What it wrote, on both streams and on standard output alone. */
  output = '';
  stdout = '';
  private readonly exit: Promise<unknown[]>;

  constructor(
    private readonly child: ChildProcess,
    readonly port: number,
  ) {
    super(`http://127.0.0.1:${port}`, DEMO_PASSWORD);
    this.exit = once(child, 'exit');
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    child.stdout?.on('data', (text: string) => (this.stdout += text));
  }

  /** Sends a signal and waits for the end; gives the exit code or the signal that ended it. */
  async end(signal: NodeJS.Signals): Promise<number | string> {
    if (this.ended === undefined) {
      this.child.kill(signal);
      await this.exit;
    }
    return this.ended ?? 'running';
  }

  get ended(): number | string | undefined {
    return this.child.exitCode ?? this.child.signalCode ?? undefined;
  }

  async untilReady(): Promise<this> {
    const deadline = performance.now() + START_WITHIN_MS;
    while (this.ended === undefined && performance.now() < deadline) {
      if (await this.isReady()) return this;
      await new Promise((done) => setTimeout(done, 50));
    }
    await this.end('SIGKILL');
    throw new Error(`the server did not start:\n${this.output}`);
  }

  private async isReady(): Promise<boolean> {
    try {
      return (await this.ask('/health/ready')).status === 200;
    } catch {
      return false;
    }
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

let built = false;

/** Starts the built server on a database; a restart gives the port of the one before. */
export async function startServerProcess(
  databaseUrl: string,
  port?: number,
  settings: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  if (!built) buildServer();
  built = true;
  const chosen = port ?? (await freePort());
  const { NODE_ENV: _, NODE_OPTIONS: __, ...inherited } = process.env;
  const run = `import { main } from ${JSON.stringify(fromRoot('dist/server/cli/liangpai.js'))}; await main(['serve']);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', run], {
    cwd: fromRoot('.'),
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...inherited,
      DATABASE_URL: databaseUrl,
      PORT: String(chosen),
      HOST: '127.0.0.1',
      LIANGPAI_DEMO: 'on',
      LIANGPAI_SIMULATOR: 'off',
      ...settings,
    },
  });
  return new ServerProcess(child, chosen).untilReady();
}
