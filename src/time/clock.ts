import type { DataSource } from 'typeorm';
import type { Instant } from '../domain/instant.js';

/** The one source of "now" for business decisions. */
export abstract class Clock {
  abstract now(): Instant;
}

/** The clock of this machine, for programs beside the server. */
export class SystemClock extends Clock {
  now(): Instant {
    return Date.now();
  }
}

/** Readiness ends when this process's clock and the database's differ by more (milliseconds). */
export const MAX_SKEW_MS = 2_000;

/** A measurement whose answer took longer says too little about the difference (milliseconds). */
export const MAX_ROUND_TRIP_MS = 200;

/** The database's clock, read through this process's and corrected by the measured difference. */
export class DatabaseClock extends Clock {
  private offset = 0;
  /** Measurements begun, and the newest of them that counts. */
  private begun = 0;
  private counted = 0;

  /** Milliseconds by which the database's clock is ahead of this process's. */
  get skew(): number {
    return this.offset;
  }

  now(): Instant {
    return Date.now() + this.offset;
  }

  /**
   * Measures the difference; call it at the start and from time to time. A slow answer, and one that a later measurement
   * has overtaken, changes nothing.
   *
   * @returns whether this measurement counts
   */
  async synchronise(source: Pick<DataSource, 'query'>): Promise<boolean> {
    const probe = ++this.begun;
    const sent = performance.now();
    const rows: { now: string }[] = await source.query(
      `SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint::text AS now`,
    );
    const roundTrip = performance.now() - sent;
    const there = Number(rows[0]?.now);
    if (roundTrip > MAX_ROUND_TRIP_MS || probe < this.counted || !Number.isFinite(there)) return false;
    this.counted = probe;
    this.offset = Math.round(there - (Date.now() - roundTrip / 2));
    return true;
  }
}
