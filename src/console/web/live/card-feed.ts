import type { CardView, ConsoleChanges, ConsoleSnapshot, Level } from '../../console.protocol.js';

/** A view of the feed: all cards, or those of one level. */
export type FeedView = 'all' | Level;
export const FEED_VIEWS: readonly FeedView[] = ['all', 'red', 'yellow', 'reminder'];

/** The rows of one view, newest first, and where its older cards go on. */
export interface ViewRows {
  readonly ids: readonly string[];
  /** Cursor of GET /cards for the next older page; `undefined` before the first page, `null` when there is no more. */
  readonly next: string | null | undefined;
}

export interface FeedState {
  readonly loaded: boolean;
  /** Cursor of the last applied message; given back in `resume`. */
  readonly cursor: string | null;
  readonly cards: ReadonlyMap<string, CardView>;
  readonly views: Readonly<Record<FeedView, ViewRows>>;
  readonly counts: Readonly<Record<Level, number>>;
  readonly holding: boolean;
  /** Ids that arrived while rows are held, newest first; shown by `release`. */
  readonly held: readonly string[];
  /** Ids that came in with the last messages; marked until `settle`. */
  readonly fresh: ReadonlySet<string>;
  /** Cards received since the last reconnect; `null` outside a catch-up. */
  readonly caughtUp: number | null;
}

export type FeedAction =
  | { type: 'snapshot'; snapshot: ConsoleSnapshot }
  | { type: 'changes'; changes: ConsoleChanges }
  | { type: 'older'; view: FeedView; items: readonly CardView[]; next: string | null }
  | { type: 'hold' }
  | { type: 'release' }
  | { type: 'show-held' }
  | { type: 'settle'; ids: Iterable<string> }
  | { type: 'caught-up' };

/** Rows kept in memory per view; beyond it the oldest go and are paged in again when wanted. */
export const MAX_ROWS = 5_000;

const noRows: ViewRows = { ids: [], next: undefined };
const noViews = { all: noRows, red: noRows, yellow: noRows, reminder: noRows };

export const emptyFeed: FeedState = {
  loaded: false,
  cursor: null,
  cards: new Map(),
  views: noViews,
  counts: { reminder: 0, yellow: 0, red: 0 },
  holding: false,
  held: [],
  fresh: new Set(),
  caughtUp: null,
};

export function reduceFeed(state: FeedState, action: FeedAction): FeedState {
  switch (action.type) {
    case 'snapshot':
      return action.snapshot.resumed ? resumed(state) : replaced(state, action.snapshot);
    case 'changes':
      return changed(state, action.changes);
    case 'older':
      return paged(state, action.view, action.items, action.next);
    case 'hold':
      return { ...state, holding: true };
    case 'release':
      return { ...showHeld(state), holding: false };
    case 'show-held':
      return showHeld(state);
    case 'settle':
      return { ...state, fresh: without(state.fresh, action.ids) };
    case 'caught-up':
      return { ...state, caughtUp: null };
  }
}

/** The changes that follow replay what was missed, so rows, cursor and counts stay as they are. */
const resumed = (state: FeedState): FeedState => ({ ...state, caughtUp: 0 });

function replaced(state: FeedState, { cards, counts, cursor }: ConsoleSnapshot): FeedState {
  const views = { ...noViews };
  const next = cards.length >= totalOf(counts) ? null : undefined;
  for (const view of FEED_VIEWS)
    views[view] = { ids: cards.filter((card) => isIn(view, card)).map((card) => card.id), next };
  const missed = cards.filter((card) => !state.cards.has(card.id)).length;
  return {
    ...emptyFeed,
    loaded: true,
    cursor,
    cards: new Map(cards.map((card) => [card.id, card])),
    views,
    counts,
    holding: state.holding,
    caughtUp: state.loaded ? missed : null,
  };
}

function changed(state: FeedState, changes: ConsoleChanges): FeedState {
  const cards = new Map(state.cards);
  const counts = { ...state.counts };
  const arrived: string[] = [];
  for (const card of changes.cards) {
    if (!cards.has(card.id)) {
      const older = isOlderThanLoaded(state, card.id);
      if (!older || card.evidence.length === 0) counts[card.level] += 1;
      if (older) continue;
      arrived.push(card.id);
    }
    cards.set(card.id, card);
  }
  const caughtUp = state.caughtUp === null ? null : state.caughtUp + arrived.length;
  const held = [...newestFirst(arrived), ...state.held];
  const next = { ...state, cursor: changes.cursor, cards, counts, caughtUp, held };
  return state.holding ? next : showHeld(next);
}

/** A card below the loaded rows: mostly late evidence on an old card. Its row comes with its page. */
function isOlderThanLoaded(state: FeedState, id: string): boolean {
  const { ids, next } = state.views.all;
  const last = ids.at(-1);
  return next !== null && last !== undefined && compareIds(id, last) < 0;
}

function showHeld(state: FeedState): FeedState {
  if (state.held.length === 0) return state;
  const views = { ...state.views };
  for (const view of FEED_VIEWS) {
    const rows = views[view];
    const known = new Set(rows.ids);
    const added = state.held.filter((id) => !known.has(id) && isIn(view, state.cards.get(id)));
    if (added.length > 0) views[view] = trimmed({ ids: [...added, ...rows.ids], next: rows.next });
  }
  return {
    ...state,
    cards: keepListed(state.cards, views),
    views,
    held: [],
    fresh: new Set([...state.fresh, ...state.held]),
  };
}

/** The cursor of a trimmed view points behind its new end, so paging begins anew. */
const trimmed = (rows: ViewRows): ViewRows =>
  rows.ids.length > MAX_ROWS ? { ids: rows.ids.slice(0, MAX_ROWS), next: undefined } : rows;

function keepListed(cards: ReadonlyMap<string, CardView>, views: FeedState['views']): ReadonlyMap<string, CardView> {
  if (cards.size <= 2 * MAX_ROWS) return cards;
  const listed = new Set(FEED_VIEWS.flatMap((view) => views[view].ids));
  return new Map([...cards].filter(([id]) => listed.has(id)));
}

/** A page may hold cards that are newer than the feed; those come with their own change, and on top. */
function paged(state: FeedState, view: FeedView, page: readonly CardView[], next: string | null): FeedState {
  const newest = newestFirst([...state.held, ...state.views.all.ids.slice(0, 1)])[0];
  const items = page.filter((card) => newest === undefined || compareIds(card.id, newest) <= 0);
  const known = new Set([...state.views[view].ids, ...state.held]);
  const added = items.filter((card) => !known.has(card.id) && isIn(view, card)).map((card) => card.id);
  const cards = new Map(state.cards);
  for (const card of items) if (!cards.has(card.id)) cards.set(card.id, card);
  const views = { ...state.views, [view]: { ids: [...state.views[view].ids, ...added], next } };
  return { ...state, cards, views };
}

/** Cards of a view in the order of its rows. */
export const rowsOf = (state: FeedState, view: FeedView): CardView[] =>
  state.views[view].ids.flatMap((id) => state.cards.get(id) ?? []);

export const heldIn = (state: FeedState, view: FeedView): number =>
  state.held.filter((id) => isIn(view, state.cards.get(id))).length;

export const totalOf = (counts: Readonly<Record<Level, number>>): number =>
  counts.red + counts.yellow + counts.reminder;

const isIn = (view: FeedView, card: CardView | undefined): boolean =>
  card !== undefined && (view === 'all' || card.level === view);

/** Ids are decimal numbers of any length, so neither text order nor `Number` will do. */
const compareIds = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);

const newestFirst = (ids: readonly string[]): string[] => [...ids].sort((a, b) => compareIds(b, a));

function without(set: ReadonlySet<string>, ids: Iterable<string>): ReadonlySet<string> {
  const rest = new Set(set);
  for (const id of ids) rest.delete(id);
  return rest;
}
