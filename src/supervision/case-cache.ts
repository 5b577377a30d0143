import type pg from 'pg';
import type { CaseRow } from './case-row.js';

/** Cases that one process keeps at most; about 2 kB each. */
export const MAX_CACHED_CASES = 20_000;

/**
 * Cases as this process has last committed them. The stored version decides, and whoever writes a case raises it: a row
 * that another process has written since is read anew, so the cache can be wrong about nothing.
 */
export class CaseCache {
  private readonly rows = new Map<string, CaseRow>();

  constructor(private readonly capacity = MAX_CACHED_CASES) {}

  get(caseNo: string): CaseRow | undefined {
    return this.rows.get(caseNo);
  }

  clear(): void {
    this.rows.clear();
  }

  /** Called after the commit of what was written. The case that was longest untouched gives way. */
  put(written: CaseRow): void {
    const { caseNo, file, version } = written;
    this.rows.delete(caseNo);
    this.rows.set(caseNo, { ...written, stored: file, version: version + 1 });
    if (this.rows.size <= this.capacity) return;
    const [oldest] = this.rows.keys();
    if (oldest !== undefined) this.rows.delete(oldest);
  }
}

/**
 * A database that was restored, or another one that took over, may count the versions of a case anew. Neither happens
 * without the loss of every connection: with the first of them, and with the first after none, everything is read anew.
 */
export function forgetWithConnections(cache: CaseCache, pool: pg.Pool): void {
  pool.on('error', () => cache.clear());
  pool.on('connect', () => {
    if (pool.totalCount <= 1) cache.clear();
  });
}
