import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { TrialNote, TrialOrder, TrialProgressNote, TrialReply } from './worker.protocol.js';
import type { TalliedSummary } from './tally.js';

/** Heap of the thread (MiB): a chunk of cases and the counts, with much to spare. */
const HEAP_MB = 512;

/** The compiled worker; beside sources (in tests) it is that of the last build. */
function workerFile(): string {
  const here = fileURLToPath(new URL('./trial.worker.js', import.meta.url));
  return existsSync(here) ? here : fileURLToPath(new URL('../../dist/server/trials/trial.worker.js', import.meta.url));
}

/** Takes in what the thread has found; its answer says how the thread goes on. */
export type TakeProgress = (note: TrialProgressNote) => Promise<TrialReply>;

/**
 * Runs one trial in a thread of its own.
 *
 * @param stop ends the thread at once, whatever it does
 * @returns the summary; undefined where it was stopped
 * @throws when the thread fails
 */
export function runInThread(
  order: TrialOrder,
  take: TakeProgress,
  stop: AbortSignal,
): Promise<TalliedSummary | undefined> {
  const worker = new Worker(workerFile(), {
    workerData: order,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  const end = (): void => void worker.terminate();
  return new Promise<TalliedSummary | undefined>((resolve, reject) => {
    let summary: TalliedSummary | undefined;
    worker.on('message', (note: TrialNote) => {
      if (note.kind === 'done') summary = note.summary;
      else take(note).then((reply) => worker.postMessage(reply), reject);
    });
    worker.on('error', reject);
    worker.on('exit', (code) => {
      if (code === 0 || stop.aborted) resolve(summary);
      else reject(new Error(`the thread ended: ${code}`));
    });
    stop.addEventListener('abort', end, { once: true });
  }).finally(() => {
    stop.removeEventListener('abort', end);
    end();
  });
}
