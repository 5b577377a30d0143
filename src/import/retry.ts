import { setTimeout as delay } from 'node:timers/promises';

/** How long and how often the sender tries; all in milliseconds. */
export interface RetryPolicy {
  /** One attempt, from the first byte sent to the last byte of the answer. */
  readonly attemptTimeout: number;
  /** First wait after a failed attempt; doubled each time up to `longestWait`. */
  readonly firstWait: number;
  readonly longestWait: number;
  /** Waiting this long for one POST ends the import; a longer Retry-After does so at once. */
  readonly giveUpAfter: number;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

export const DEFAULT_RETRY: RetryPolicy = {
  attemptTimeout: 120_000,
  firstWait: 500,
  longestWait: 30_000,
  giveUpAfter: 300_000,
  sleep: async (ms, signal) => {
    await delay(ms, undefined, { signal });
  },
};

/** Retry-After as seconds or as an HTTP date, measured against the answer's own Date header; ms, or undefined. */
export function retryAfter(headers: Headers): number | undefined {
  const text = headers.get('retry-after')?.trim();
  if (!text) return undefined;
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const ms = Date.parse(text) - Date.parse(headers.get('date') ?? '');
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

/**
 * Runs one attempt; rejects when it takes longer than `ms` or `signal` is aborted. AbortSignal.any over
 * AbortSignal.timeout would say the same, but Node 20 may collect such a signal as garbage before it fires.
 */
export function within<T>(ms: number, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    signal.throwIfAborted();
    const controller = new AbortController();
    const end = (reason: unknown) => {
      reject(reason instanceof Error ? reason : new Error(String(reason)));
      controller.abort(reason);
    };
    const stop = () => end(signal.reason);
    const timer = setTimeout(() => end(new Error(`no answer within ${ms / 1000} s`)), ms);
    signal.addEventListener('abort', stop, { once: true });
    const tidy = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    };
    work(controller.signal).then(resolve, reject).finally(tidy);
  });
}
