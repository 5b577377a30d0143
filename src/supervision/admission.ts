import type { CaseEvent } from '../domain/event.js';
import { type Feed, inScope } from '../sources/feed.js';
import { type Entry, MAX_CASE_EVENTS, MAX_MOVING_EVENTS, MAX_OTHER_EVENTS, OUT_OF_SCOPE, TOO_MANY } from './batch.js';
import { bearsOnClocks, inOrder } from './case-file.js';
import { type Counting, type StoredHistory, countingFor } from './case-history.js';
import type { CaseRow } from './case-row.js';

/** An added event on its way to a verdict. */
type Candidate = Pick<Entry, 'feed' | 'folded' | 'verdict'>;

type Known = Pick<CaseRow, 'org' | 'feeds' | 'file'>;

/** What a case takes of the added events. */
export interface Admission<E> {
  readonly taken: readonly E[];
  /** Whose case it is with them. */
  readonly org: string | null;
  /** Where that leaves out, or brings back, what has been reported before. */
  readonly counting?: Counting;
}

/**
 * A feed reports only on organisations in its scope, also by events that name none. Whenever a case comes to another
 * organisation, only what feeds with a right to that one have reported counts: nobody can stop another organisation's
 * clocks in advance. The events stay stored.
 *
 * @param history of the case, once it has been asked for
 * @returns undefined where nothing can be said without the history
 */
export function admit<E extends Candidate>(
  row: Known,
  added: readonly E[],
  feeds: ReadonlyMap<number, Feed>,
  history: StoredHistory | undefined,
): Admission<E> | undefined {
  let candidates = row.org === null ? added : rightful(added, row.org);
  for (;;) {
    const org = orgOf(row, candidates);
    const isMoved = org !== null && org !== row.org && !isAllRightful(row, org, feeds);
    if (isMoved && !history) return undefined;
    const counting = isMoved && history ? countingFor(history, org) : undefined;
    const entitled = org === null ? candidates : rightful(candidates, org);
    const taken = withinBounds(counting?.events ?? row.file.events, row.file.total, entitled);
    // What is one too many names nothing.
    if (!entitled.some((e) => e.verdict === TOO_MANY && namesOrg(e.folded))) return { taken, org, counting };
    candidates = candidates.filter((e) => e.verdict !== TOO_MANY);
    for (const entry of candidates) entry.verdict = undefined;
  }
}

/** A case that has named none before and was reported on by rightful feeds only loses nothing. */
const isAllRightful = (row: Known, org: string, feeds: ReadonlyMap<number, Feed>): boolean =>
  row.org === null && row.feeds.every((id) => inScope(feeds.get(id)?.scope ?? [], org));

function rightful<E extends Candidate>(entries: readonly E[], org: string): E[] {
  return entries.filter((entry) => {
    if (inScope(entry.feed.scope, org)) return true;
    entry.verdict = OUT_OF_SCOPE;
    return false;
  });
}

const namesOrg = ({ type }: CaseEvent): boolean => type === 'case.received' || type === 'case.accepted';

/** The organisation of the first receipt, else of the first acceptance, also where these wait to be judged. */
function orgOf(row: Known, added: readonly Candidate[]): string | null {
  const fresh = added.map((e) => e.folded).filter(namesOrg);
  return fresh.length === 0 ? row.org : namedIn([...row.file.events.filter(namesOrg), ...fresh]);
}

export function namedIn(events: readonly CaseEvent[]): string | null {
  const naming = inOrder(events.filter(namesOrg));
  return (naming.find((e) => e.type === 'case.received') ?? naming[0])?.org ?? null;
}

/** @param total of the stored events of the case, whether they count or not */
function withinBounds<E extends Candidate>(before: readonly CaseEvent[], total: number, added: readonly E[]): E[] {
  let events = before.length;
  let others = total - events;
  // Nearly every case is too short to be at a bound.
  let moving = events + added.length <= MAX_MOVING_EVENTS ? 0 : before.filter(isMoving).length;
  return added.filter((entry) => {
    const bears = bearsOnClocks(entry.folded);
    const moves = bears && isMoving(entry.folded);
    if (bears ? events >= MAX_CASE_EVENTS || (moves && moving >= MAX_MOVING_EVENTS) : others >= MAX_OTHER_EVENTS) {
      entry.verdict = TOO_MANY;
      return false;
    }
    if (bears) events += 1;
    else others += 1;
    if (moves) moving += 1;
    return true;
  });
}

/** Events that move a due instant; judging them costs most. */
const isMoving = ({ type }: CaseEvent): boolean => type.startsWith('pause.') || type === 'extension.granted';
