import type { Judged } from './event-intake.js';

/** Rejections that one answer lists at most; all of them are in quarantine. */
export const MAX_LISTED = 10_000;

export interface RejectedItem {
  readonly index: number;
  readonly id: string | null;
  readonly reason: string;
  readonly member: string | null;
  readonly detail: string;
}

/** The answer to a sender, gathered over the chunks of its request. */
export class EventAnswer {
  accepted = 0;
  duplicates = 0;
  rejectedTotal = 0;
  readonly rejected: RejectedItem[] = [];

  add(judged: readonly Judged[]): void {
    for (const { index, id, verdict } of judged) {
      if (verdict.kind === 'accepted') this.accepted += 1;
      else if (verdict.kind === 'duplicate') this.duplicates += 1;
      else {
        this.rejectedTotal += 1;
        const { reason, member, detail } = verdict;
        if (this.rejected.length < MAX_LISTED) this.rejected.push({ index, id: id ?? null, reason, member, detail });
      }
    }
  }

  /** Chunks of a stream may have been answered out of order. */
  body(): Pick<EventAnswer, 'accepted' | 'duplicates' | 'rejected' | 'rejectedTotal'> {
    const rejected = this.rejected.sort((a, b) => a.index - b.index);
    return { accepted: this.accepted, duplicates: this.duplicates, rejected, rejectedTotal: this.rejectedTotal };
  }

  /** 403 when the feed may report nothing of what it sent; 422 for a single event that was turned down; else 200. */
  status(single: boolean): number {
    const nothingTaken = this.accepted + this.duplicates === 0 && this.rejectedTotal > 0;
    if (nothingTaken && this.rejected.every((r) => r.reason === 'out-of-scope')) return 403;
    return single && this.rejectedTotal > 0 ? 422 : 200;
  }
}
