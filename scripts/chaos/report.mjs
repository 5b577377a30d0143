import { checkConsole, checkMadeCases, verifyCards } from './card-oracles.mjs';
import { connect } from './database.mjs';
import { countSyncs, unsafeSettings } from './durability.mjs';
import { checkEvents } from './event-oracles.mjs';
import { keyOf } from './journal.mjs';
import { Sender } from './sender.mjs';

/** Events posted one by one, each with a commit of its own. */
const PROBES = 30;
const SHOWN = 5;

/** I7 on the server's own commits. @param {import('./trial.mjs').Trial} trial */
export async function probeDurability(trial) {
  const { journal, server, seed } = trial;
  const client = await connect(server.dataDir);
  const sender = new Sender(server.url, 'demo-window', 10_000);
  const probe = async (i) => {
    const event = { source: `urn:chaos:${seed}:probe`, id: `p${i}`, type: 'visit.made', caseNo: `probe-${i}` };
    const events = [{ ...event, at: Date.now() - 1_000, data: { window: 'A07' } }];
    const n = journal.invoke('probe', events, 'first');
    const reply = await sender.post(events);
    journal.answer(n, 'probe', reply);
    if (reply.outcome === 'ok' && reply.accepted === 1) journal.acked.add(keyOf(event));
    else journal.complain(`a quiet server did not take an event: ${JSON.stringify(reply)}`);
  };
  try {
    return { unsafe: await unsafeSettings(client), ...(await countSyncs(client, PROBES, probe)) };
  } finally {
    await client.end();
  }
}

/** Every oracle. @param {import('./trial.mjs').Trial} trial @param {number} [patience] for the console, milliseconds */
export async function examine(trial, durability, patience = 10_000) {
  const { journal, server } = trial;
  const client = await connect(server.dataDir);
  try {
    const console_ = await checkConsole(client, trial.console, patience);
    const events = await checkEvents(client, journal);
    const made = await checkMadeCases(client, journal);
    const verified = await verifyCards(server);
    return { events, made, verified, console: console_, durability };
  } finally {
    await client.end();
  }
}

/** The broken promises by name, each with what broke it. @returns {Record<string, string[]>} */
export function violations(trial, { events, made, verified, console: seen, durability }) {
  const { journal, server } = trial;
  const differences = (kind) =>
    (verified.report?.[kind] ?? []).map((d) => `${d.caseNo} ${d.breachKey ?? ''}: ${d.reason}`);
  const prefixed = (text, list) => list.map((entry) => `${text} ${entry}`);
  return {
    lost: prefixed('event', events.lost),
    doubled: [
      ...prefixed('event', events.doubled),
      ...prefixed('card', made.twice),
      ...prefixed('console: card again', trial.console.repeated),
    ],
    phantom: [
      ...prefixed('event', events.phantom),
      ...prefixed('verify:', differences('extra')),
      ...prefixed('made case:', made.extra),
      ...prefixed('console: card', seen.extra),
    ],
    missed: [
      ...prefixed('verify:', differences('missing')),
      ...prefixed('made case:', made.missing),
      ...prefixed('evidence:', made.evidence),
      ...prefixed('console: card', seen.missing),
    ],
    different: [...differences('different'), ...differences('couldNotCheck')],
    verify: verified.code === 0 ? [] : [`verify cards: exit ${verified.code} ${verified.text}`],
    altered: prefixed('event', events.altered),
    conflicts: prefixed('not kept:', events.conflicts.missing),
    durability: durability
      ? [
          ...durability.unsafe,
          ...(durability.syncs < durability.commits
            ? [`${durability.syncs} syncs of the WAL for ${durability.commits} commits`]
            : []),
        ]
      : [],
    answers: journal.complaints,
    crashes: server.crashes,
  };
}

/** @param {Record<string, string[]>} broken */
export const isClean = (broken) => Object.values(broken).every((list) => list.length === 0);

export function detailText(broken) {
  return Object.entries(broken)
    .filter(([, list]) => list.length > 0)
    .flatMap(([name, list]) => [
      `  ${name}: ${list.length}`,
      ...list.slice(0, SHOWN).map((entry) => `    ${entry.replaceAll('\u0000', ' ').replaceAll('\n', '\n    ')}`),
      ...(list.length > SHOWN ? [`    … and ${list.length - SHOWN} more`] : []),
    ])
    .join('\n');
}

export function summary(trial, { events, made, verified, durability }, broken) {
  const { journal, nemesis, server } = trial;
  const { kills } = nemesis;
  const seen = trial.console.counts;
  const starts = [...server.starts].sort((a, b) => a - b);
  const seconds = (ms) => `${(ms / 1_000).toFixed(1)} s`;
  return [
    `kills ${nemesis.total} (server ${kills.server}, database ${kills.database}, both ${kills.both}, starting ${kills.starting}), pauses ${nemesis.pauses}`,
    `acked ${journal.acked.size}, unknown ${journal.counts.unknown}, refused ${journal.counts.fail} of ${journal.counts.posts} posts (${JSON.stringify(journal.statuses)})`,
    `stored ${events.stored} events, ${made.cards} cards; verified ${JSON.stringify(verified.report?.checked ?? {})}, made cases ${journal.expected.size}`,
    `conflicts ${events.conflicts.kept}/${journal.injected.size}, console ${seen.connections} connections, ${seen.resumed} resumed, ${seen.snapshots} snapshots, ${trial.console.repeated.length} repeats`,
    `wal syncs ${durability?.syncs ?? '-'}/${durability?.commits ?? '-'} commits, starts median ${seconds(starts[starts.length >> 1])}, longest ${seconds(starts.at(-1))}`,
    `lost ${broken.lost.length}, doubled ${broken.doubled.length}, phantom ${broken.phantom.length}, missed ${broken.missed.length}, conflicts ${broken.conflicts.length === 0 ? 'kept' : 'not kept'}, seed ${trial.seed}`,
  ].join('\n');
}
