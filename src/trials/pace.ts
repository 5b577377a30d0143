import { type EventLoopUtilization, performance } from 'node:perf_hooks';

/** Pauses are at most so many times the work that came before: a tenth of one core is left to a trial. */
const MAX_PAUSE_SHARE = 9;
/** A piece of work that took long has waited for others already (milliseconds). */
const MAX_PAUSE_MS = 2_000;
/** Below this share of a busy event loop nobody is in the way; from the other one on the live line has no time to lose. */
const [QUIET, BUSY] = [0.15, 0.7];

/**
 * The pause after a piece of work: none while the server is quiet, growing with its load.
 *
 * @param took milliseconds of the work
 * @param utilization share of the time in which the server's own loop was busy meanwhile, 0 … 1
 */
export const pauseAfter = (took: number, utilization: number): number =>
  Math.min(MAX_PAUSE_MS, took * MAX_PAUSE_SHARE * Math.min(1, Math.max(0, (utilization - QUIET) / (BUSY - QUIET))));

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
