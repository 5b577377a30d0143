import { keyOf, sorted } from './journal.mjs';

const contentOf = ({ type, caseNo, at, data }) => JSON.stringify([type, caseNo ?? null, at, sorted(data)]);

/**
 * I1 acknowledged ⊆ stored · I2 each identity once · I3 nothing stored that was never sent · I5 conflicts kept, the
 * first content stands.
 * @param {import('./journal.mjs').Journal} journal
 */
export async function checkEvents(client, journal) {
  const { rows } = await client.query(
    `SELECT source, id, type, case_no AS "caseNo", (extract(epoch FROM occurred_at) * 1000)::float8 AS at, data FROM event`,
  );
  const stored = new Map();
  const found = { stored: rows.length, lost: [], doubled: [], phantom: [], altered: [] };
  for (const row of rows) {
    const key = keyOf(row);
    const sent = journal.sent.get(key);
    if (stored.has(key)) found.doubled.push(row.id);
    stored.set(key, row);
    if (!sent) found.phantom.push(`${row.source} ${row.id}`);
    else if (contentOf(sent) !== contentOf({ ...row, data: JSON.parse(row.data) }))
      found.altered.push(`${row.source} ${row.id}`);
  }
  found.lost = [...journal.acked].filter((key) => !stored.has(key));
  return { ...found, conflicts: await checkConflicts(client, journal) };
}

/** @returns {Promise<{ kept: number, missing: string[] }>} identities whose conflict was answered and is not kept */
async function checkConflicts(client, journal) {
  const { rows } = await client.query(
    `SELECT DISTINCT source, event_id AS id FROM quarantine WHERE reason = 'conflict'`,
  );
  const kept = new Set(rows.map(keyOf));
  return { kept: kept.size, missing: [...journal.conflicts].filter((key) => !kept.has(key)) };
}
