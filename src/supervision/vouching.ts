import type pg from 'pg';
import type { Instant } from '../domain/instant.js';

/** An instant is vouched for when it lies this much back (milliseconds): clocks of several processes may differ. */
export const SWEEP_MARGIN_MS = 5_000;
/** Between two instants that are vouched for (milliseconds): each updates the row of its feed. */
const VOUCH_EVERY_MS = 5_000;

interface Claim {
  readonly until: Instant;
  /** Every transaction that may have read an earlier clock has a smaller number. */
  readonly bound: bigint;
}

/**
 * Says up to which instant every deadline of a clock feed has been swept (`feed.swept_to`).
 *
 * A delivery reads the clock and commits later, at worst as much later as its statements may take. Until then nobody
 * sees the deadline that it stores, and sweeps may go past it. So an instant is claimed first, with the number of a
 * transaction begun after it, and vouched for when every older transaction has ended and nothing is due up to it.
 * Deliveries take their numbers before they read the clock (`readStanding`).
 */
export class Vouching {
  private readonly claims = new Map<number, Claim>();
  private readonly vouched = new Map<number, Instant>();

  constructor(private readonly pool: pg.Pool) {}

  /** @param until the horizon of a sweep, read from the clock before */
  async claim(feed: number, until: Instant): Promise<void> {
    const instant = until - SWEEP_MARGIN_MS;
    if (this.claims.has(feed) || instant < (this.vouched.get(feed) ?? -Infinity) + VOUCH_EVERY_MS) return;
    const { rows } = await this.pool.query<{ bound: string }>('SELECT pg_current_xact_id()::text AS bound');
    this.claims.set(feed, { until: instant, bound: BigInt(rows[0]?.bound ?? '') });
  }

  /** Called where nothing was due; `oldest` is the oldest transaction that was under way then. */
  async confirm(feed: number, oldest: bigint): Promise<void> {
    const claim = this.claims.get(feed);
    if (!claim || oldest < claim.bound) return;
    await this.pool.query(`UPDATE feed SET swept_to = $2 WHERE id = $1 AND (swept_to IS NULL OR swept_to < $2)`, [
      feed,
      new Date(claim.until).toISOString(),
    ]);
    this.claims.delete(feed);
    this.vouched.set(feed, claim.until);
  }
}
