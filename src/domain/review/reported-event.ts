import type { EventType, PauseKind } from '../event.js';
import type { Instant } from '../instant.js';

/** 裁量: the row and tier that were applied to which facts, and the value that came out. */
export interface ReportedDiscretion {
  readonly benchmark?: string;
  readonly tier?: string | number | boolean;
  readonly facts?: Readonly<Record<string, string | number | boolean>>;
  readonly value?: string | number | boolean;
  readonly justification?: string;
}

/** The `data` of an event as the intake has checked it; which members there are follows from the type (contract §2). */
export interface ReportedData {
  readonly item?: string;
  readonly org?: string;
  readonly window?: string;
  readonly officer?: string;
  readonly channel?: 'window' | 'online' | 'post' | 'other';
  readonly receiptNo?: string;
  /** RFC 3339 */
  readonly promiseDate?: string;
  readonly reason?: string;
  readonly remediesTold?: boolean;
  readonly documentNo?: string;
  readonly materials?: readonly string[];
  readonly step?: string;
  readonly outcome?: string;
  readonly opinion?: string;
  readonly kind?: PauseKind;
  readonly plannedDays?: number;
  readonly basis?: string;
  readonly noticeNo?: string;
  readonly result?: string;
  readonly days?: number;
  readonly approver?: string;
  readonly toldApplicant?: boolean;
  readonly discretion?: ReportedDiscretion;
  readonly method?: string;
  readonly feeItem?: string;
  /** Yuan, a decimal text. */
  readonly amount?: string;
  readonly receivable?: string;
  /** 1 very satisfied … 5 very dissatisfied. */
  readonly level?: number;
  readonly active?: boolean;
  readonly comment?: string;
  readonly action?: 'contacted' | 'rectified';
  readonly complaintNo?: string;
  readonly about?: string;
  readonly text?: string;
}

/** One stored event with everything that its source has reported: what the review of a case reads. */
export interface ReportedEvent {
  readonly source: string;
  readonly id: string;
  readonly feed: number;
  readonly type: EventType;
  /** When it happened. */
  readonly at: Instant;
  /** When the source system wrote it down; where it does not say so, when it arrived. */
  readonly recordedAt: Instant;
  readonly receivedAt: Instant;
  readonly data: ReportedData;
}
