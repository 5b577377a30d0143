import { Observable, type OperatorFunction } from 'rxjs';

/**
 * Group commit: hands on what has come at once while the writer is idle; while it is busy everything that comes is
 * merged into its next batch, up to `maxWeight`. Batches are written one after the other, in order of arrival.
 *
 * The queue is bounded by the credits that the senders hold (see `Credits`), not here. A writer that throws ends the
 * stream with its error: the writer answers for the errors of single events itself.
 */
export function groupCommit<T, R>(
  maxWeight: number,
  weigh: (item: T) => number,
  write: (batch: readonly T[]) => Promise<R>,
): OperatorFunction<T, R> {
  return (source$) =>
    new Observable<R>((subscriber) => {
      let waiting: T[] = [];
      let busy = false;
      let completed = false;

      const takeBatch = (): T[] => {
        let weight = 0;
        let n = 0;
        while (n < waiting.length) {
          weight += weigh(waiting[n] as T);
          if (n > 0 && weight > maxWeight) break;
          n += 1;
        }
        const batch = waiting.slice(0, n);
        waiting = waiting.slice(n);
        return batch;
      };
      const drain = async (): Promise<void> => {
        busy = true;
        try {
          while (waiting.length > 0 && !subscriber.closed) subscriber.next(await write(takeBatch()));
          busy = false;
          if (completed) subscriber.complete();
        } catch (error) {
          subscriber.error(error);
        }
      };

      return source$.subscribe({
        next: (item) => {
          waiting.push(item);
          // A turn of the loop lets requests that arrived together share the commit.
          if (!busy) {
            busy = true;
            setImmediate(() => void drain());
          }
        },
        error: (error) => subscriber.error(error),
        complete: () => {
          completed = true;
          if (!busy) subscriber.complete();
        },
      });
    });
}
