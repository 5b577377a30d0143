import type { DataSource } from 'typeorm';
import type { Instant } from '../domain/instant.js';

/** The one source of "now" for business decisions. */
export abstract class Clock {
  abstract now(): Instant;
}

/** Readiness ends when this process's clock and the database's differ by more (milliseconds). */
export const MAX_SKEW_MS = 2_000;

/** The database's clock, read through this process's and corrected by the measured difference. */
export class DatabaseClock extends Clock {
  private offset = 0;

  /** Milliseconds by which the database's clock is ahead of this process's. */
  get skew(): number {
    return this.offset;
  }

  now(): Instant {
    return Date.now() + this.offset;
  }

  /** Measures the difference; call it at the start and from time to time. */
  async synchronise(source: Pick<DataSource, 'query'>): Promise<void> {
    const sent = Date.now();
    const rows: { now: string }[] = await source.query(
      `SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint::text AS now`,
    );
    const middle = (sent + Date.now()) / 2;
    this.offset = Math.round(Number(rows[0]?.now) - middle);
  }
}
