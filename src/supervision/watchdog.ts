import type { Delivery } from './delivery.js';

/** Patience of the watchdog, in milliseconds. */
export interface WatchdogTimes {
  /** A delivery that waits longer than this for its commit ends readiness. */
  readonly deliveryStall: number;
  /** A sweep that is older than this ends readiness. */
  readonly sweepStall: number;
}

/** Notices what does not move, and says why a process is not ready. Instants are `performance.now()`. */
export class Watchdog {
  private readonly underWay = new Map<Delivery, number>();
  private refusals: readonly string[] = [];
  /** Since when sweeps have failed without one that succeeded. */
  private sweepFailing?: number;
  /** The same of commits, with the last that failed. */
  private storeFailing?: { readonly since: number; readonly last: number };

  constructor(private readonly times: WatchdogTimes) {}

  /** Deliveries that wait for their commit. */
  get deliveries(): readonly Delivery[] {
    return [...this.underWay.keys()];
  }

  entered(delivery: Delivery): void {
    this.underWay.set(delivery, performance.now());
  }

  left(delivery: Delivery): void {
    this.underWay.delete(delivery);
  }

  /** Reasons from outside the pipeline (a database that does not keep what it has committed) not to take events. */
  refuse(reasons: readonly string[]): void {
    this.refusals = reasons;
  }

  committed(failed: boolean): void {
    const now = performance.now();
    this.storeFailing = failed ? { since: this.storeFailing?.since ?? now, last: now } : undefined;
  }

  swept(cases: number): void {
    this.sweepFailing = undefined;
    // A sweep with cases has written. Who is not ready is sent nothing: without traffic no batch would ever tell.
    const silent = performance.now() - (this.storeFailing?.last ?? 0) > this.times.sweepStall;
    if (cases > 0 || silent) this.storeFailing = undefined;
  }

  sweepFailed(): void {
    this.sweepFailing ??= performance.now();
  }

  /** Nothing should be taken now: a sender that is told so at once need not wait in a queue that does not move. */
  get closed(): boolean {
    return this.refusals.length > 0 || this.oldestWait() > this.times.deliveryStall;
  }

  /** @param sweepProgress when a sweep last moved on */
  reasons(sweepProgress: number): string[] {
    const now = performance.now();
    const { deliveryStall, sweepStall } = this.times;
    const reasons = [...this.refusals];
    const waited = this.oldestWait();
    if (waited > deliveryStall) reasons.push(`pipeline-stalled: a delivery has waited ${Math.round(waited / 1000)} s`);
    if (now - sweepProgress > sweepStall) reasons.push('sweep-stalled');
    if (now - (this.sweepFailing ?? now) > sweepStall) reasons.push('sweep-failing');
    const { since, last } = this.storeFailing ?? { since: now, last: now };
    if (last - since > deliveryStall) reasons.push('cannot-store');
    return reasons;
  }

  /** Milliseconds that the oldest delivery under way has waited for its commit. */
  private oldestWait(): number {
    let oldest = Infinity;
    for (const since of this.underWay.values()) oldest = Math.min(oldest, since);
    return performance.now() - oldest;
  }
}
