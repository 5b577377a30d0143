import { type CardBrief, LEVELS, type Level, LIVE_PARAMETERS } from '../../console.protocol.js';

export const SORT_KEYS = ['new', 'raised', 'due', 'left', 'level'] as const;
export type SortKey = (typeof SORT_KEYS)[number];
/** Where the case of a card stands on the way to its limit. */
export const LEFTS = ['over', '24h', '72h', 'open', 'ended'] as const;
export type Left = (typeof LEFTS)[number];

export type FilterName = Exclude<(typeof LIVE_PARAMETERS)[number], 'sort'>;
export const FILTERS = LIVE_PARAMETERS.filter((name): name is FilterName => name !== 'sort');

/** What the address of the live page asks for. */
export interface LiveQuery {
  readonly level?: Level;
  readonly rule?: string;
  /** A region with those below it, `…:own` by itself, `:none` for organisations that are not on the register. */
  readonly region?: string;
  readonly org?: string;
  readonly item?: string;
  /** A part of the card's or the case's number. */
  readonly q?: string;
  readonly left?: Left;
  readonly sort: SortKey;
  /** Against the key's own direction. */
  readonly reversed: boolean;
}

const NONE = ':none';
const OWN = ':own';
const HOUR = 3_600_000;
/** Milliseconds of wall clock. */
const WITHIN = { '24h': 24 * HOUR, '72h': 72 * HOUR } as const;

const oneOf = <T extends string>(values: readonly T[], given: string | undefined): T | undefined =>
  values.find((value) => value === given);

/** Reads an address; what is not known counts as not given. */
export function readQuery(address: Readonly<Record<string, unknown>>): LiveQuery {
  const text = (name: string): string | undefined => {
    const value = address[name];
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  };
  const sort = text('sort');
  return {
    level: oneOf(LEVELS, text('level')),
    rule: text('rule'),
    region: text('region'),
    org: text('org'),
    item: text('item'),
    q: text('q'),
    left: oneOf(LEFTS, text('left')),
    sort: oneOf(SORT_KEYS, sort?.replace(/^-/, '')) ?? 'new',
    reversed: sort?.startsWith('-') ?? false,
  };
}

/** The address of a query: the same one for the same query, in whatever order it came about. */
export function addressOf(query: LiveQuery): Record<string, string> {
  const sort = `${query.reversed ? '-' : ''}${query.sort}`;
  const { level, rule, region, org, item, q, left } = query;
  const given: Record<string, string | undefined> = {
    level,
    rule,
    region,
    org,
    item,
    q,
    left,
    sort: sort === 'new' ? undefined : sort,
  };
  return Object.fromEntries(
    LIVE_PARAMETERS.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]] as const])),
  );
}

export const queryTextOf = (query: LiveQuery): string => new URLSearchParams(addressOf(query)).toString();

export const fromQueryText = (text: string): LiveQuery => readQuery(Object.fromEntries(new URLSearchParams(text)));

export const EVERYTHING = readQuery({});

export const without = (query: LiveQuery, name: FilterName): LiveQuery => ({ ...query, [name]: undefined });

export const isFiltered = (query: LiveQuery): boolean => FILTERS.some((name) => query[name] !== undefined);

/** Numbers are compared without the brackets and blanks that a keyboard has no keys for. */
const plain = (text: string): string => text.toLowerCase().replace(/[〔〕[\]()（）\s]/g, '');

/** A test for one query; made once, as it is put to every card. */
export function matcherOf(query: LiveQuery): (card: CardBrief) => boolean {
  const { level, rule, region, org, item, left } = query;
  const q = query.q === undefined ? undefined : plain(query.q);
  return (card) =>
    (level === undefined || card.level === level) &&
    (rule === undefined || card.rule === rule) &&
    (org === undefined || (card.org ?? NONE) === org) &&
    (item === undefined || (card.item ?? NONE) === item) &&
    (region === undefined || liesIn(region, card)) &&
    (left === undefined || stands(left, card)) &&
    (q === undefined || plain(card.no).includes(q) || plain(card.caseNo).includes(q));
}

function liesIn(region: string, { regions }: CardBrief): boolean {
  if (region === NONE) return regions.length === 0;
  if (region.endsWith(OWN)) return regions.at(-1)?.code === region.slice(0, -OWN.length);
  return regions.some(({ code }) => code === region);
}

function stands(left: Left, { countdown }: CardBrief): boolean {
  if (!countdown) return false;
  const { state, dueAt, at } = countdown;
  if (left === 'ended' || left === 'over') return state === left;
  if (left === 'open') return state !== 'ended';
  if ((state !== 'running' && state !== 'paused') || dueAt === null || at === null) return false;
  return Date.parse(dueAt) - Date.parse(at) <= WITHIN[left];
}

/** Ids are decimal numbers of any length, so neither text order nor `Number` will do. */
export const compareIds = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);

type Compare = (a: CardBrief, b: CardBrief) => number;

const newest: Compare = (a, b) => compareIds(b.id, a.id);
/** Instants are RFC 3339 in one offset, so their texts are in order. */
const earlier = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const SERIOUS: Readonly<Record<Level, number>> = { red: 0, yellow: 1, reminder: 2 };
/** What has ended, or has nothing to be late against, threatens nobody. */
const threat = ({ countdown }: CardBrief): string | null =>
  countdown && countdown.state !== 'ended' ? countdown.dueAt : null;

/** Instants that a card may lack: those without stand last, whichever way the others go. */
const INSTANTS = { left: threat, due: ({ dueAt }: CardBrief): string | null => dueAt };

const ORDERS: Readonly<Record<Exclude<SortKey, keyof typeof INSTANTS>, Compare>> = {
  new: newest,
  raised: (a, b) => earlier(b.raisedAt, a.raisedAt),
  level: (a, b) => SERIOUS[a.level] - SERIOUS[b.level],
};

/** The order of a query's rows; what its key does not tell apart stands newest first. */
export function orderOf({ sort, reversed }: LiveQuery): Compare {
  const sign = reversed ? -1 : 1;
  if (sort !== 'left' && sort !== 'due') return (a, b) => sign * ORDERS[sort](a, b) || newest(a, b);
  const instantOf = INSTANTS[sort];
  return (a, b) => {
    const [x, y] = [instantOf(a), instantOf(b)];
    if (x === null || y === null) return Number(x === null) - Number(y === null) || newest(a, b);
    return sign * earlier(x, y) || newest(a, b);
  };
}

/** Do rows of this query come, go or move while nothing happens to their cards? */
export const hangsOnTime = ({ left, sort }: LiveQuery): boolean => left !== undefined || sort === 'left';
