import type { CaseRow } from './case-row.js';

/** Cases that one process keeps at most; about 2 kB each. */
export const MAX_CACHED_CASES = 20_000;

/**
 * Cases as this process has last committed them. The stored version decides, and whoever writes a case raises it: a row
 * that another process or a sweep has written since is read anew, so the cache can be wrong about nothing.
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
