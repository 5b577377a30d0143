import { Injectable } from '@nestjs/common';
import { ReviewRepository, type Sql } from './review.repository.js';

/** Marks that are read at once: a case that was judged several times meanwhile is reviewed once. */
export const QUEUE_MARKS = 100_000;

/**
 * Cases that are marked, the longest waiting first, each with its marks. Only a reading list: another process may have
 * the same one, and whether a mark still stands is asked when its case is held.
 */
@Injectable()
export class ReviewQueue {
  private cases = new Map<string, string[]>();
  private filling: Promise<void> | undefined;

  constructor(private readonly repository: ReviewRepository) {}

  get size(): number {
    return this.cases.size;
  }

  /** Takes the next cases off the list, which is read anew when it is empty. */
  async next(sql: Sql, limit: number): Promise<Map<string, readonly string[]>> {
    if (this.cases.size === 0) {
      this.filling ??= this.fill(sql).finally(() => (this.filling = undefined));
      await this.filling;
    }
    const taken = new Map<string, readonly string[]>();
    for (const [caseNo, marks] of this.cases) {
      if (taken.size === limit) break;
      taken.set(caseNo, marks);
      this.cases.delete(caseNo);
    }
    return taken;
  }

  /** Always from the first mark on: numbers are given out before commits, so a smaller one may come later. */
  private async fill(sql: Sql): Promise<void> {
    const cases = new Map<string, string[]>();
    for (const { id, caseNo } of await this.repository.marks(sql, QUEUE_MARKS)) {
      const marks = cases.get(caseNo);
      if (marks) marks.push(id);
      else cases.set(caseNo, [id]);
    }
    this.cases = cases;
  }
}
