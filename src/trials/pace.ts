import { type EventLoopUtilization, performance } from 'node:perf_hooks';

/** Pauses are at most so many times the work that came before. */
const MAX_PAUSE_SHARE = 4;
/** Below this share of a busy event loop nobody is in the way. */
const QUIET = 0.15;

/**
 * The pause after a piece of work: none while the server is quiet, as long as the work while it is half busy, four times
 * as long at most.
 *
 * @param took milliseconds of the work
 * @param utilization share of the time in which the server's own loop was busy meanwhile, 0 … 1
 */
export const pauseAfter = (took: number, utilization: number): number =>
  utilization < QUIET ? 0 : took * Math.min(MAX_PAUSE_SHARE, utilization / (1 - Math.min(utilization, 0.99)));

/** Measures how busy this thread's loop has been between two questions. */
export class LoopMeter {
  private last: EventLoopUtilization = performance.eventLoopUtilization();

  utilization(): number {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, this.last);
    this.last = now;
    return utilization;
  }
}
