import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from './database.mjs';
import { ownSyncs, unsafeSettings } from './durability.mjs';
import { checkEvents } from './event-oracles.mjs';
import { FAULTS } from './faults.mjs';
import { startLyingProxy } from './lying-proxy.mjs';
import { detailText, examine, isClean, violations } from './report.mjs';
import { Sender } from './sender.mjs';
import { Trial } from './trial.mjs';

const COMMITS = 40;
/** Milliseconds for which a console that lacks a card is waited for. */
const PATIENCE = 500;

const say = (found, name, text) => {
  process.stdout.write(`${found ? 'found    ' : 'NOT FOUND'} ${name.padEnd(24)} ${text}\n`);
  return found;
};

/** Shows that each oracle finds its fault, and nothing where there is none. @returns {Promise<boolean>} */
export async function selfTest(seed, endTogether) {
  const trial = await Trial.create(seed);
  endTogether(trial);
  try {
    await trial.open();
    const results = [await control(trial)];
    const client = await connect(trial.server.dataDir);
    for (const fault of FAULTS) results.push(await seeded(trial, client, fault));
    await client.end();
    results.push(await acknowledgedBeforeCommit(trial));
    results.push(await withoutUniqueEvents(trial));
    results.push(...(await withoutSynchronousCommit(trial)));
    const missed = results.filter((found) => !found).length;
    process.stdout.write(`self-test: ${results.length - missed} of ${results.length}, seed ${seed}\n`);
    return missed === 0;
  } finally {
    await trial.close();
  }
}

/** A short run without any fault: nothing may be found. */
async function control(trial) {
  trial.useClients(8, { youngest: 85 });
  await trial.storm(3, 25_000);
  await trial.drain();
  await trial.settle();
  const client = await connect(trial.server.dataDir);
  const durability = { unsafe: await unsafeSettings(client), ...(await ownSyncs(client, COMMITS)) };
  await client.end();
  const broken = violations(trial, await examine(trial, durability));
  const clean = isClean(broken);
  const { acked, conflicts } = trial.journal;
  say(clean, 'nothing (control)', `${acked.size} acked, ${conflicts.size} conflicts, ${trial.nemesis.total} kills`);
  if (!clean) process.stdout.write(`${detailText(broken)}\n`);
  return clean;
}

/** @param {import('./faults.mjs').Fault} fault */
async function seeded(trial, client, { name, found, seed, undo }) {
  await seed(client, trial);
  const list = violations(trial, await examine(trial, undefined, PATIENCE))[found];
  await undo(client, trial);
  return say(list.length > 0, name, `${found} ${list.length}: ${list[0]?.replaceAll('\u0000', ' ')}`);
}

async function eventsOf(trial) {
  const client = await connect(trial.server.dataDir);
  try {
    return await checkEvents(client, trial.journal);
  } finally {
    await client.end();
  }
}

/** A proxy that answers by itself stands for a server that replies before it has committed. */
async function acknowledgedBeforeCommit(trial) {
  const proxy = await startLyingProxy(trial.server.url);
  trial.useClients(2, { url: proxy.url, prefix: 'lied-' });
  await trial.storm(trial.nemesis.total + 3, 12_000);
  await proxy.close();
  await trial.server.waitReady();
  const { lost } = await eventsOf(trial);
  return say(lost.length > 0, 'ack-before-commit', `lost ${lost.length}`);
}

async function withoutUniqueEvents(trial) {
  const client = await connect(trial.server.dataDir);
  await client.query('ALTER TABLE event DROP CONSTRAINT event_pkey');
  await client.end();
  trial.useClients(8, { prefix: 'free-' });
  await trial.storm(trial.nemesis.total + 1, 5_000);
  const { doubled } = await eventsOf(trial);
  return say(doubled.length > 0, 'no-unique-event', `doubled ${doubled.length}`);
}

/** The role and the database may override what the server passes to its own database at the start. */
async function withoutSynchronousCommit(trial) {
  const { server } = trial;
  const client = await connect(server.dataDir);
  await client.query('ALTER DATABASE liangpai SET synchronous_commit = off');
  await client.end();
  await server.kill();
  let ready = false;
  void server.launch().then(
    () => (ready = true),
    () => undefined,
  );
  const end = performance.now() + 15_000;
  const refused = () => server.reasons().then((list) => list?.find((reason) => reason.includes('synchronous_commit')));
  let reason;
  while ((reason = await refused()) === undefined && !ready && performance.now() < end) await sleep(100);
  const event = {
    source: 'urn:chaos:unsafe',
    id: 'u1',
    type: 'visit.made',
    caseNo: 'unsafe-1',
    at: Date.now() - 1_000,
  };
  const reply = await new Sender(server.url, 'demo-window').post([{ ...event, data: {} }]);
  const other = await connect(server.dataDir);
  const { syncs } = await ownSyncs(other, COMMITS);
  await other.end();
  return [
    say(reason !== undefined && !ready, 'synchronous_commit=off', `not ready: ${reason}`),
    say(reply.outcome !== 'ok', 'event without durability', `refused: ${reply.status}`),
    say(syncs < COMMITS, 'commits without a sync', `${syncs} syncs for ${COMMITS} commits`),
  ];
}
