/**
 * The thread that tries a draft, started by TrialThread. It reads one snapshot of the database by a connection of its
 * own and can write nothing; the live line goes first.
 */
import { setPriority } from 'node:os';
import process from 'node:process';
import { parentPort, workerData } from 'node:worker_threads';
import pg from 'pg';
import { StoredCases } from './stored-cases.js';
import { Trying } from './trying.js';
import type { TrialNote, TrialOrder, TrialReply } from './worker.protocol.js';

/** The least of all; a trial takes the time that nobody else needs. */
const NICE = 19;
/** A chunk takes far less (milliseconds). */
const STATEMENT_TIMEOUT_MS = 120_000;

const port = parentPort!;
const order = workerData as TrialOrder;

const tell = (note: TrialNote): void => port.postMessage(note);
const reply = (): Promise<TrialReply> => new Promise((resolve) => port.once('message', resolve));
const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** On Linux 0 means this thread; elsewhere it would be the whole server. */
function yieldToOthers(): void {
  try {
    if (process.platform === 'linux') setPriority(0, NICE);
  } catch {
    // Not allowed here: the pauses remain.
  }
}

async function run(client: pg.Client): Promise<void> {
  const trying = new Trying(order, new StoredCases(client, order));
  let began = performance.now();
  for await (const chunk of trying.chunks()) {
    tell({ kind: 'progress', ...chunk, counts: trying.tally.counts, took: performance.now() - began });
    const answer = await reply();
    if ('stop' in answer) return;
    if (answer.pause > 0) await wait(answer.pause);
    began = performance.now();
  }
  tell({ kind: 'done', summary: trying.summary() });
}

yieldToOthers();
const client = new pg.Client({
  connectionString: order.databaseUrl,
  application_name: 'liangpai-trial',
  statement_timeout: STATEMENT_TIMEOUT_MS,
  query_timeout: STATEMENT_TIMEOUT_MS + 1_000,
  idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS,
});
// A connection that breaks fails the statement that waits for it.
client.on('error', () => undefined);
try {
  await client.connect();
  await run(client);
} finally {
  await client.end().catch(() => undefined);
}
