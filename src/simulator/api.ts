import { CARD_LEVELS, type CardLevel, RULE_CODES, type RuleCode } from '../domain/standards.js';

/** Milliseconds until an answer is given up. */
const PATIENCE = 60_000;

export interface CardTotals {
  readonly rules: Readonly<Record<RuleCode, number>>;
  readonly levels: Readonly<Record<CardLevel, number>>;
}

/** As much of the reading API as a simulation asks for. */
export class ReadingClient {
  private constructor(
    private readonly url: string,
    private readonly session: string,
  ) {}

  static async signIn(url: string, username: string, password: string): Promise<ReadingClient> {
    const body = await ask(url, 'POST', '/api/v1/session', { body: { username, password } });
    return new ReadingClient(url, String(body['token']));
  }

  async signOut(): Promise<void> {
    await ask(this.url, 'DELETE', '/api/v1/session', { token: this.session });
  }

  /** How far a source has declared; `undefined`: not at all, or there is no such source. */
  async declaredUntil(source: string): Promise<string | undefined> {
    const { items } = (await this.read('/api/v1/sources')) as {
      items: { name: string; declaredUntil: string | null }[];
    };
    return items.find(({ name }) => name === source)?.declaredUntil ?? undefined;
  }

  /** Cards raised in a period, by rule and by level. */
  async totals(from: string, to: string): Promise<CardTotals> {
    const count = async <K extends string>(filter: string, values: readonly K[]): Promise<Record<K, number>> => {
      const found: [K, number][] = [];
      for (const value of values) {
        const query = new URLSearchParams({ [filter]: value, from, to, limit: '1' });
        found.push([value, Number((await this.read(`/api/v1/cards?${query.toString()}`))['total'])]);
      }
      return Object.fromEntries(found) as Record<K, number>;
    };
    return { rules: await count('rule', RULE_CODES), levels: await count('level', CARD_LEVELS) };
  }

  private read(path: string): Promise<Record<string, unknown>> {
    return ask(this.url, 'GET', path, { token: this.session });
  }
}

interface Content {
  readonly token?: string;
  readonly body?: unknown;
}

async function ask(
  url: string,
  method: string,
  path: string,
  { token, body }: Content,
): Promise<Record<string, unknown>> {
  const response = await fetch(new URL(path, url), {
    method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(PATIENCE),
    redirect: 'error',
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 300)}`);
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}
