import type { QuarantineEntryView, QuarantinePageView, ResubmittedView } from './quarantine.view.js';

/** The server answered, and said no. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
}

/** There is no server, or it did not let us in. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
}

interface Problem {
  readonly message?: unknown;
  readonly member?: string | null;
  readonly detail?: string;
}

/** Milliseconds until an answer is given up. */
const PATIENCE = 60_000;

/** The quarantine over the public API. */
export class QuarantineClient {
  private constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  /** @throws UnreachableError */
  static async signIn(url: string, username: string, password: string): Promise<QuarantineClient> {
    const { status, body } = await ask(url, 'POST', '/api/v1/session', undefined, { username, password });
    const { token } = body as { token?: unknown };
    if (status !== 200 || typeof token !== 'string') throw new UnreachableError(textOf(status, body));
    return new QuarantineClient(url, token);
  }

  async signOut(): Promise<void> {
    await ask(this.url, 'DELETE', '/api/v1/session', this.token);
  }

  list(query: URLSearchParams): Promise<QuarantinePageView> {
    return this.read<QuarantinePageView>('GET', `?${query.toString()}`);
  }

  show(id: string): Promise<QuarantineEntryView> {
    return this.read<QuarantineEntryView>('GET', `/${encodeURIComponent(id)}`);
  }

  resubmit(id: string, event: unknown): Promise<ResubmittedView> {
    return this.read<ResubmittedView>(
      'POST',
      `/${encodeURIComponent(id)}/resubmit`,
      event === undefined ? {} : { event },
    );
  }

  dismiss(id: string, reason: string): Promise<QuarantineEntryView> {
    return this.read<QuarantineEntryView>('POST', `/${encodeURIComponent(id)}/dismiss`, { reason });
  }

  private async read<T>(method: string, path: string, content?: unknown): Promise<T> {
    const { status, body } = await ask(this.url, method, `/api/v1/quarantine${path}`, this.token, content);
    if (status === 200) return body as T;
    throw new (status >= 500 ? UnreachableError : RefusedError)(textOf(status, body));
  }
}

async function ask(url: string, method: string, path: string, token?: string, content?: unknown) {
  const headers: Record<string, string> = {};
  if (token !== undefined) headers['authorization'] = `Bearer ${token}`;
  if (content !== undefined) headers['content-type'] = 'application/json';
  const body = content === undefined ? undefined : JSON.stringify(content);
  const signal = AbortSignal.timeout(PATIENCE);
  try {
    const response = await fetch(new URL(path, url), { method, headers, body, signal, redirect: 'error' });
    const text = await response.text();
    return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as unknown) };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
    throw new UnreachableError(`${url}: ${error instanceof Error ? error.message : String(error)}${cause}`);
  }
}

function textOf(status: number, body: unknown): string {
  const { message, member, detail } = body as Problem;
  const said = typeof message === 'object' && message !== null ? Object.values(message).join(' / ') : String(message);
  return [`${status} ${said}`, member && `member: ${member}`, detail].filter(Boolean).join('\n  ');
}
