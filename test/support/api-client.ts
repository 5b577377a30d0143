import type { CardView, CaseView, ClockSheet, ClockView } from '../../src/console/console.protocol.js';
import type { EventAnswer } from '../../src/intake/event-answer.js';
import type { ProblemBody } from '../../src/http/problem.js';
import type { WindowEvent } from './events.js';

export interface Answered<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

export type PostAnswer = Answered<EventAnswer & { code?: string }>;

export interface CardPage {
  readonly items: CardView[];
  readonly nextCursor: string | null;
  readonly total: number;
}

export interface AskOptions {
  readonly method?: string;
  readonly token?: string;
  readonly body?: unknown;
}

/** What an outside program does with a server: only HTTP. */
export class ApiClient {
  private readonly sessions = new Map<string, Promise<string>>();

  constructor(
    readonly url: string,
    private readonly password: string,
  ) {}

  /** Sends a body as it is; the token is a source's. */
  async postRaw(
    body: string | Uint8Array<ArrayBuffer> | ReadableStream,
    headers: Record<string, string>,
    token = 'demo-window',
  ): Promise<PostAnswer> {
    const answer = await fetch(`${this.url}/api/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, ...headers },
      body,
      ...(body instanceof ReadableStream && { duplex: 'half' }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: JSON.parse(text) as PostAnswer['body'] };
  }

  /** Sends lines. */
  post(events: readonly WindowEvent[], token = 'demo-window'): Promise<PostAnswer> {
    return this.postRaw(
      events.map((e) => JSON.stringify(e)).join('\n'),
      { 'content-type': 'application/x-ndjson' },
      token,
    );
  }

  /** Sends one event in structured mode. */
  postOne(event: unknown, token = 'demo-window'): Promise<PostAnswer> {
    return this.postRaw(JSON.stringify(event), { 'content-type': 'application/cloudevents+json' }, token);
  }

  async ask<T = ProblemBody>(path: string, { method = 'GET', token, body }: AskOptions = {}): Promise<Answered<T>> {
    const answer = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: (text === '' ? {} : JSON.parse(text)) as T };
  }

  /** The session token of a demo account. */
  login(username: string): Promise<string> {
    const known = this.sessions.get(username);
    if (known) return known;
    const session = this.ask<{ token: string }>('/api/v1/session', {
      method: 'POST',
      body: { username, password: this.password },
    }).then(({ body }) => body.token);
    this.sessions.set(username, session);
    return session;
  }

  /** As `username` sees it. */
  async get<T = ProblemBody>(path: string, username = 'inspector'): Promise<Answered<T>> {
    return this.ask<T>(path, { token: await this.login(username) });
  }

  async cards(query: Record<string, string> = {}, username = 'inspector'): Promise<CardPage> {
    return (await this.get<CardPage>(`/api/v1/cards?${new URLSearchParams(query).toString()}`, username)).body;
  }

  /** Every card on all pages, newest first. */
  async allCards(query: Record<string, string> = {}): Promise<CardView[]> {
    const all: CardView[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: CardPage = await this.cards({ limit: '500', ...query, ...(cursor !== '' && { cursor }) });
      all.push(...page.items);
      cursor = page.nextCursor;
    }
    return all;
  }

  /** Rule and instant of each card of a case, in order of the instants. */
  async cardsOf(caseNo: string): Promise<string[]> {
    const cards = await this.allCards({ case: caseNo });
    return cards.map(({ rule, raisedAt }) => `${rule} ${raisedAt}`).sort((a, b) => (timeOf(a) < timeOf(b) ? -1 : 1));
  }

  async caseView(caseNo: string, username = 'inspector'): Promise<CaseView> {
    return (await this.get<CaseView>(`/api/v1/cases/${encodeURIComponent(caseNo)}`, username)).body;
  }

  async clockOf(caseNo: string, kind: ClockView['kind']): Promise<ClockView | undefined> {
    return (await this.caseView(caseNo)).clocks.find((clock) => clock.kind === kind);
  }

  async clockSheet(caseNo: string): Promise<ClockSheet> {
    return (await this.get<ClockSheet>(`/api/v1/cases/${encodeURIComponent(caseNo)}/clock-sheet`)).body;
  }
}

const timeOf = (card: string): string => card.slice(card.indexOf(' '));
