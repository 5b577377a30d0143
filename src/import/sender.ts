import type { CloudEvent } from './mapper.js';
import { type RetryPolicy, retryAfter, within } from './retry.js';

export interface Rejection {
  readonly index: number;
  readonly id: string;
  readonly reason: string;
  readonly member?: string;
  /** The server's own words, where it adds some. */
  readonly detail?: string;
}

export interface Answer {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: readonly Rejection[];
}

/** The server cannot or will not take the events; what was acknowledged before stays acknowledged. */
export class SendError extends Error {
  override readonly name = 'SendError';
}

export interface SenderOptions {
  /** Root of the server, http://127.0.0.1:3000. */
  readonly url: string;
  readonly token: string;
  readonly retry: RetryPolicy;
  /** Told of every wait. */
  readonly onWait?: (reason: string, ms: number) => void;
}

type Attempt =
  { readonly answer: Answer } | { readonly split: true } | { readonly again: string; readonly wait?: number };

/**
 * POSTs events as NDJSON and answers for each of them. Network errors, cut connections, timeouts, 408, 429 and 5xx are
 * tried again (a repeat is a duplicate and does no harm); a body that is too large is halved. Everything else throws SendError.
 */
export class Sender {
  constructor(private readonly options: SenderOptions) {}

  async post(events: readonly CloudEvent[], signal: AbortSignal): Promise<Answer> {
    const { retry, onWait } = this.options;
    let waited = 0;
    for (let attempt = 0; ; attempt++) {
      const result = await this.#attempt(events, signal);
      if ('answer' in result) return result.answer;
      if ('split' in result) return this.#halves(events, signal);
      const wait =
        result.wait === undefined
          ? Math.min(retry.longestWait, retry.firstWait * 2 ** attempt)
          : Math.max(retry.firstWait, result.wait);
      if (waited + wait > retry.giveUpAfter)
        throw new SendError(`gave up after ${attempt + 1} attempts: ${result.again}`);
      onWait?.(result.again, wait);
      await retry.sleep(wait, signal);
      waited += Math.max(wait, 1);
    }
  }

  async #attempt(events: readonly CloudEvent[], signal: AbortSignal): Promise<Attempt> {
    const { url, token, retry } = this.options;
    const request = {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
      body: events.map((event) => `${JSON.stringify(event)}\n`).join(''),
      redirect: 'error' as const,
    };
    try {
      const { response, body } = await within(retry.attemptTimeout, signal, async (attempt) => {
        const response = await fetch(new URL('/api/v1/events', url), { ...request, signal: attempt });
        return { response, body: await response.text() };
      });
      return judge(response.status, response.headers, body, events);
    } catch (error) {
      if (error instanceof SendError) throw error;
      signal.throwIfAborted();
      return { again: reasonOf(error) };
    }
  }

  async #halves(events: readonly CloudEvent[], signal: AbortSignal): Promise<Answer> {
    const middle = Math.ceil(events.length / 2);
    const first = await this.post(events.slice(0, middle), signal);
    const second = await this.post(events.slice(middle), signal);
    return {
      accepted: first.accepted + second.accepted,
      duplicates: first.duplicates + second.duplicates,
      rejected: [...first.rejected, ...second.rejected.map((one) => ({ ...one, index: one.index + middle }))],
    };
  }
}

function judge(status: number, headers: Headers, body: string, events: readonly CloudEvent[]): Attempt {
  const only = events.length === 1 ? events[0] : undefined;
  if (status === 200) {
    const answer = readAnswer(body, events.length);
    return answer
      ? { answer }
      : { again: `answer 200 that does not account for ${events.length} events: ${short(body)}` };
  }
  if (status === 413 && !only) return { split: true };
  if (only && (status === 413 || status === 422))
    return { answer: { accepted: 0, duplicates: 0, rejected: [refusal(body, only.id)] } };
  if (status === 408 || status === 429 || status >= 500)
    return { again: `answer ${status}: ${short(body)}`, wait: retryAfter(headers) };
  if (status === 401)
    throw new SendError('the server does not know the source token (401): check --token or LIANGPAI_TOKEN');
  throw new SendError(`the server answered ${status}: ${short(body)}`);
}

/** A 200 that does not account for every event sent is not believed. */
function readAnswer(body: string, sent: number): Answer | undefined {
  const parsed = parseObject(body);
  const { accepted, duplicates, rejected } = parsed;
  if (typeof accepted !== 'number' || typeof duplicates !== 'number' || !Array.isArray(rejected)) return undefined;
  if (accepted + duplicates + rejected.length !== sent) return undefined;
  return { accepted, duplicates, rejected: rejected.map((one: unknown, i) => rejection(one, i)) };
}

/** The one rejection of a POST of one event, whether the answer lists it or states it plainly. */
function refusal(body: string, id: string): Rejection {
  const parsed = parseObject(body);
  const listed: unknown = Array.isArray(parsed['rejected']) ? parsed['rejected'][0] : parsed;
  const one = rejection(listed, 0);
  return { ...one, index: 0, id: one.id || id, reason: one.reason || short(body) };
}

function rejection(value: unknown, otherwise: number): Rejection {
  const one = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const text = (name: string) => (typeof one[name] === 'string' ? one[name] : undefined);
  const index = typeof one['index'] === 'number' ? one['index'] : otherwise;
  return {
    index,
    id: text('id') ?? '',
    reason: text('reason') ?? text('message') ?? '',
    member: text('member'),
    detail: text('detail'),
  };
}

function parseObject(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return `${error.message}${cause}`;
}

const short = (body: string): string => (body.length > 300 ? `${body.slice(0, 300)}…` : body).trim();
