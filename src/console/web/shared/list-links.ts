/** Addresses of the lists behind a figure. Their members are those of the lists' interfaces, so a list can read them as they are. */
export type ListQuery = Readonly<Record<string, string | null | undefined>>;

export interface ListLink {
  path: string;
  query: Record<string, string>;
}

const given = (query: ListQuery): Record<string, string> =>
  Object.fromEntries(Object.entries(query).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));

export const casesWhere = (query: ListQuery): ListLink => ({ path: '/cases', query: given(query) });

/** Not the live page: that one holds the newest only and moves, while a figure's list is complete and stands still. */
export const cardsWhere = (query: ListQuery): ListLink => ({ path: '/cards', query: given(query) });
