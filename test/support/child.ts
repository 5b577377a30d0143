import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const fromRoot = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Compiles `src` for the processes that a test starts. */
export const buildServer = (): void => {
  const build = `import { ensureBuilt } from ${JSON.stringify(fromRoot('scripts/lib/build.mjs'))}; await ensureBuilt(['server']);`;
  execFileSync(process.execPath, ['--input-type=module', '-e', build], { stdio: ['ignore', 'ignore', 'pipe'] });
};

/** Others may pass through, as PostgreSQL runs as another user when the tests run as root. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'liangpai-test-'));
  chmodSync(directory, 0o711);
  return directory;
}

export interface Child {
  readonly process: ChildProcess;
  /** The next line of its standard output; rejects when there is none any more. */
  line(): Promise<string>;
  /** Waits for its end. */
  ended(): Promise<number | NodeJS.Signals>;
}

export function startChild(command: string, args: readonly string[]): Child {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const exit = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  return {
    process: child,
    line: async () => {
      const next = await lines.next();
      if (next.done) throw new Error('the process wrote no further line');
      return next.value;
    },
    ended: async () => {
      const [code, signal] = await exit;
      return signal ?? code ?? -1;
    },
  };
}

/** Polls what announces itself to nobody, such as the end of a process that is not ours. */
export async function eventually(holds: () => boolean | Promise<boolean>, milliseconds = 5_000): Promise<boolean> {
  for (const end = performance.now() + milliseconds; performance.now() < end;) {
    if (await holds()) return true;
    await new Promise((done) => setTimeout(done, 25));
  }
  return holds();
}
