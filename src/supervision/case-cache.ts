import type { CaseFile } from './case-file.js';

/** Case files that one process keeps at most; about 2 kB each. */
export const MAX_CACHED_CASES = 20_000;

export interface CachedCase {
  readonly version: number;
  readonly file: CaseFile;
}

/**
 * Case files as this process has last committed them. The stored version decides: a row that another process or a sweep
 * has written since is read anew, so the cache can be wrong about nothing.
 */
export class CaseCache {
  private readonly files = new Map<string, CachedCase>();

  constructor(private readonly capacity = MAX_CACHED_CASES) {}

  get(caseNo: string): CachedCase | undefined {
    return this.files.get(caseNo);
  }

  /** Called after the commit. The case that was longest untouched gives way. */
  put(caseNo: string, version: number, file: CaseFile): void {
    this.files.delete(caseNo);
    this.files.set(caseNo, { version, file });
    if (this.files.size <= this.capacity) return;
    const [oldest] = this.files.keys();
    if (oldest !== undefined) this.files.delete(oldest);
  }
}
