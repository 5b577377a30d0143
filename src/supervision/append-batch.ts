import type pg from 'pg';
import { type Entry, type StoredIdentity, barringOthers, isTurnedDown, settleRepeats, settleStored } from './batch.js';
import { type FoldContext, type FoldedCase, foldEntries } from './batch-fold.js';
import { type StoredHistory, storedHistory } from './case-history.js';
import type { CaseRow } from './case-row.js';
import { eventRows } from './event-rows.js';
import { sqlState } from './hot-pool.js';
import { type Standing, copyEvents, storedHashes } from './supervision.repository.js';

const UNIQUE_VIOLATION = '23505';
/** How often a batch is copied at most: each time another transaction may have stored one of its events meanwhile. */
const MAX_COPIES = 6;

/** What of the entries, which have no verdict or that of the fold, is stored already. */
export const lookUp = (client: pg.PoolClient, entries: readonly Entry[]): Promise<StoredIdentity[]> =>
  storedHashes(
    client,
    entries.filter((e) => !e.verdict || isTurnedDown(e)).map(({ event: { source, id } }) => ({ source, id })),
  );

/**
 * Folds and appends. What is stored already is asked only where an event is turned down or the database finds one of
 * the identities taken; a repeat is a duplicate whatever its feed may do and its case may hold. Then the rest is folded
 * anew.
 */
export async function appendBatch(
  client: pg.PoolClient,
  entries: readonly Entry[],
  rows: readonly CaseRow[],
  context: FoldContext,
  standing: Standing,
): Promise<readonly FoldedCase[]> {
  const byCase = new Map(rows.map((r) => [r.caseNo, r]));
  const turnedDown = new Set<Entry>();
  const histories = new Map<string, StoredHistory>();
  let stored: readonly StoredIdentity[] | undefined;
  const beginAnew = (): void => {
    settleRepeats(entries, turnedDown);
    settleStored(entries, stored ?? []);
  };
  for (let copies = 1; ;) {
    const { folded, wanting } = foldEntries(entries, byCase, withFeedsOf(histories, context), histories);
    if (wanting.length > 0) {
      for (const caseNo of wanting) histories.set(caseNo, await storedHistory(client, caseNo));
      continue;
    }
    if (!stored && entries.some(isTurnedDown)) {
      stored = await lookUp(client, entries);
      if (stored.length > 0) {
        beginAnew();
        continue;
      }
    }
    const barring = barringOthers(entries).filter((e) => !turnedDown.has(e));
    if (barring.length > 0) {
      for (const entry of barring) turnedDown.add(entry);
      beginAnew();
      continue;
    }
    const text = eventRows(folded, standing.batch, context.now);
    if (text === '') return folded;
    await client.query('SAVEPOINT append');
    try {
      await copyEvents(client, text);
      return folded;
    } catch (error) {
      if (sqlState(error) !== UNIQUE_VIOLATION || copies === MAX_COPIES) throw error;
      copies += 1;
      await client.query('ROLLBACK TO SAVEPOINT append');
      turnedDown.clear();
      stored = await lookUp(client, entries);
      beginAnew();
    }
  }
}

/** Feeds that had been left out of a case may come back to it. */
function withFeedsOf(histories: ReadonlyMap<string, StoredHistory>, context: FoldContext): FoldContext {
  if (histories.size === 0) return context;
  const reporting = [...histories.values()].flatMap((history) => history.feeds).map((f) => [f.id, f] as const);
  return { ...context, feeds: new Map([...reporting, ...context.feeds]) };
}
