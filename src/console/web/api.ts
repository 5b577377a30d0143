import type { CardBrief, CardCountdown, CardView, CaseView, Level, SavedView } from '../console.protocol.js';

/** What the server says about a request that it refuses. */
export interface Problem {
  code?: string;
  message?: { zh: string; en: string };
  /** The member of the request that is wrong, as a path. */
  member?: string | null;
  reason?: string;
  detail?: string;
}

/** An answer other than 2xx, or no answer at all (`status` 0). */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  constructor(
    readonly status: number,
    readonly problem: Problem = {},
  ) {
    super(`status ${status}`);
  }
}

export interface User {
  username: string;
  name: string;
  role: string;
  org: string | null;
}

export interface DemoAccounts {
  demo: boolean;
  accounts?: { username: string; name: string; role: string }[];
  password?: string;
}

export type SourceState = 'ok' | 'behind' | 'silent' | 'never-reported' | 'disabled';

/** A source and whether it reports as agreed. */
export interface SourceHealth {
  id: number;
  name: string;
  state: SourceState;
  since: string | null;
  alarm: boolean;
  /** A line of the simulator. */
  simulated: boolean;
  reason: { zh: string; en: string };
}

export interface CardPage<Card = CardBrief> {
  items: Card[];
  nextCursor: string | null;
  total: number;
}

/** @param body a file is sent as it is, under its own type; anything else as JSON */
export async function request<T>(method: string, path: string, body?: unknown): Promise<T> {
  const asJson = body !== undefined && !(body instanceof Blob);
  const response = await fetch(`/api/v1/${path}`, {
    method,
    credentials: 'same-origin',
    headers: asJson ? { 'content-type': 'application/json' } : {},
    body: asJson ? JSON.stringify(body) : body,
  }).catch(() => undefined);
  if (!response?.ok) throw new ApiError(response?.status ?? 0, await problemOf(response));
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/** A proxy may answer with a page of its own instead. */
const problemOf = async (response: Response | undefined): Promise<Problem> =>
  ((await response?.json().catch(() => undefined)) as Problem | undefined) ?? {};

export const get = <T>(path: string) => request<T>('GET', path);

/** A query without the parameters that are not given. */
export const queryText = (query: Readonly<Record<string, string | number | undefined>>): string =>
  new URLSearchParams(
    Object.entries(query).flatMap(([key, value]) =>
      value === undefined || value === '' ? [] : [[key, String(value)]],
    ),
  ).toString();

export const api = {
  user: () => get<User | { user: User }>('session').then((answer) => ('user' in answer ? answer.user : answer)),
  signIn: (username: string, password: string) =>
    request<{ user: User }>('POST', 'session', { username, password }).then((answer) => answer.user),
  signOut: () => request<void>('DELETE', 'session'),
  demo: () => get<DemoAccounts>('session/demo'),
  sources: () => get<{ items: SourceHealth[] }>('sources'),
  card: (id: string) => get<CardView>(`cards/${encodeURIComponent(id)}`),
  caseFile: (caseNo: string) => get<CaseView>(`cases/${encodeURIComponent(caseNo)}`),
  cards: (query: { level?: Level; limit: number; cursor?: string }) =>
    get<CardPage<CardView>>(`cards?${queryText(query)}`),
  cardBriefs: (query: { limit: number; cursor?: string }) =>
    get<CardPage>(`cards?${queryText({ ...query, brief: 'true' })}`),
  countdowns: (ids: readonly string[]) =>
    request<{ items: { id: string; countdown: CardCountdown | null }[] }>('POST', 'cards/countdowns', { ids }),
  views: () => get<{ items: SavedView[] }>('views').then(({ items }) => items),
  keepView: (view: Omit<SavedView, 'id'>) => request<SavedView>('POST', 'views', view),
  changeView: ({ id, ...view }: SavedView) => request<SavedView>('PUT', `views/${id}`, view),
  dropView: (id: number) => request<void>('DELETE', `views/${id}`),
};
