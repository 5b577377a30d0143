import type { Delivery, Verdict } from './delivery.js';

/** Transactions that one process writes at the same time: while one waits for the disk, the next is being judged. */
export const LANES = 2;

/** A delivery of fewer events is not parted: small ones that come together share one commit in the first lane. */
export const SPLIT_FROM = 200;

/** A delivery, or those of its events that belong to one lane. */
export interface LanePart extends Delivery {
  readonly lane: number;
}

/** Of a parted delivery the events of one case take the same lane, so that lanes don't wait for each other's cases. */
function laneOf(caseNo: string | null): number {
  let hash = 0;
  if (caseNo !== null) for (let i = 0; i < caseNo.length; i += 1) hash = (hash * 31 + caseNo.charCodeAt(i)) | 0;
  return ((hash ^ (hash >>> 15)) >>> 0) % LANES;
}

/**
 * Parts a delivery by case. It is answered once, after the last of its parts: by every verdict in its order, or by the
 * first error.
 */
export function intoLanes(delivery: Delivery): LanePart[] {
  const { events } = delivery;
  if (!delivery.divisible || events.length < SPLIT_FROM) return [{ ...delivery, lane: 0 }];
  const places: number[][] = Array.from({ length: LANES }, () => []);
  for (const [i, event] of events.entries()) places[laneOf(event.caseNo)]?.push(i);
  const used = [...places.entries()].filter(([, indexes]) => indexes.length > 0);
  const verdicts = new Array<Verdict>(events.length);
  let open = used.length;
  let failure: { reason: unknown } | undefined;
  const settle = (): void => {
    open -= 1;
    if (open > 0) return;
    if (failure) delivery.reject(failure.reason);
    else delivery.resolve(verdicts);
  };
  return used.map(([lane, indexes], part) => ({
    ...delivery,
    lane,
    events: indexes.map((i) => events[i] as Delivery['events'][number]),
    rejections: part === 0 ? delivery.rejections : [],
    resolve: (found) => {
      for (const [k, i] of indexes.entries()) verdicts[i] = found[k] as Verdict;
      settle();
    },
    reject: (reason) => {
      failure ??= { reason };
      settle();
    },
  }));
}
