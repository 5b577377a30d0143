import { keyOf } from './journal.mjs';
import { unguarded } from './database.mjs';

/**
 * Faults seeded into a finished run, all from outside the server. `seed` does it, `undo` takes it back; the oracle of
 * the name `found` must then have something to say.
 * @typedef {object} Fault
 * @property {string} name @property {string} found
 * @property {(client: import('pg').Client, trial: import('./trial.mjs').Trial) => Promise<void>} seed
 * @property {(client: import('pg').Client, trial: import('./trial.mjs').Trial) => Promise<void>} undo
 */

/** Takes rows away and keeps them for the undo. */
const removal = (name, found, table, where) => ({
  name,
  found,
  seed: async (client) => {
    await client.query(`CREATE TEMP TABLE saved AS SELECT * FROM ${table} WHERE ${where}`);
    const { rowCount } = await unguarded(client, table, () =>
      client.query(`DELETE FROM ${table} t USING saved s WHERE to_jsonb(t) = to_jsonb(s)`),
    );
    if (!rowCount) throw new Error(`${name}: there is nothing to take away`);
  },
  undo: async (client) => {
    await client.query(`INSERT INTO ${table} OVERRIDING SYSTEM VALUE SELECT * FROM saved`);
    await client.query('DROP TABLE saved');
  },
});

const WITHOUT_EVIDENCE = 'NOT EXISTS (SELECT FROM card_evidence e WHERE e.card_id = card.id)';

/** @type {readonly Fault[]} */
export const FAULTS = [
  removal(
    'lose-event',
    'lost',
    'event',
    `(source, id) IN (SELECT source, id FROM event WHERE case_no IS NOT NULL LIMIT 3)`,
  ),
  {
    name: 'event-never-sent',
    found: 'phantom',
    seed: (client) =>
      client.query(`INSERT INTO event SELECT batch, feed, source, 'made-up', type, case_no, occurred_at, recorded_at, received_at,
        late, hash, data, extensions FROM event WHERE type = 'case.received' LIMIT 1`),
    undo: (client) => unguarded(client, 'event', () => client.query(`DELETE FROM event WHERE id = 'made-up'`)),
  },
  {
    name: 'content-replaced',
    found: 'altered',
    seed: (client) => rewrite(client, { officer: 'X99' }),
    undo: (client, { journal }) => restore(client, journal),
  },
  removal('conflict-not-kept', 'conflicts', 'quarantine', `reason = 'conflict'`),
  removal('skip-card', 'missed', 'card', `id = (SELECT max(id) FROM card WHERE ${WITHOUT_EVIDENCE})`),
  {
    name: 'card-twice',
    found: 'doubled',
    seed: (client) =>
      client.query(`INSERT INTO card (no, case_no, rule, rule_version, level, breach_key, item, org, step, raised_at, recorded_at, due_at, explanation)
        SELECT 'twice', case_no, rule, rule_version, level, breach_key || '|2', item, org, step, raised_at, recorded_at, due_at, explanation
        FROM card WHERE rule <> 'T-STEP-OVER' LIMIT 1`),
    undo: (client) => unguarded(client, 'card', () => client.query(`DELETE FROM card WHERE no = 'twice'`)),
  },
  {
    name: 'console-gap',
    found: 'missed',
    seed: async (_client, { console: seen }) => {
      const [id, card] = [...seen.cards][0];
      seen.hidden = [id, card];
      seen.cards.delete(id);
    },
    undo: async (_client, { console: seen }) => void seen.cards.set(...seen.hidden),
  },
];

const VICTIM = `source LIKE '%:w1' AND id = 'e1'`;

const rewrite = (client, data) =>
  unguarded(client, 'event', () => client.query(`UPDATE event SET data = $1 WHERE ${VICTIM}`, [JSON.stringify(data)]));

async function restore(client, journal) {
  const { rows } = await client.query(`SELECT source, id FROM event WHERE ${VICTIM}`);
  await rewrite(client, journal.sent.get(keyOf(rows[0])).data);
}
