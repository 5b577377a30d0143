import { HttpProblem } from './http-problem.js';

/** Milliseconds for which the next bytes of a body may stay away while they are waited for. */
export const BODY_IDLE_MS = 60_000;

/** The same chunks; a sender that stays silent for too long is not waited for. Time that the reader takes doesn't count. */
export async function* patiently(
  chunks: AsyncGenerator<Buffer, void, undefined>,
  idle = BODY_IDLE_MS,
): AsyncGenerator<Buffer, void, undefined> {
  try {
    for (;;) {
      const result = await within(idle, chunks.next());
      if (result.done) return;
      yield result.value;
    }
  } finally {
    // Not awaited: a read that is under way ends only with the request.
    void chunks.return().catch(() => undefined);
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new HttpProblem(408, 'timeout', `${ms / 1000} 秒内未收到数据 / no data for ${ms / 1000} s`)),
      ms,
    );
  });
  try {
    return await Promise.race([work, silence]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}
