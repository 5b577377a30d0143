import { get, queryText, request, type SourceHealth } from '../api.js';

/** GET /api/v1/sources */
export interface Source extends SourceHealth {
  scope: string[];
  watermark: 'clock' | 'declared';
  /** Seconds. */
  maxLag: number;
  declaredUntil: string | null;
  reportedUntil: string | null;
  lastReceivedAt: string | null;
  /** New events in each of the last 24 hours of the clock, this one last. */
  /** Null where it reports on others than the reader may see. */
  received: number[] | null;
  createdAt: string;
  disabledAt: string | null;
}

/** GET /api/v1/quarantine */
export interface Rejected {
  id: string;
  /** Name of the feed. */
  feed: string | null;
  source: string | null;
  eventId: string | null;
  caseNo: string | null;
  reason: string;
  member: string | null;
  detail: string;
  receivedAt: string;
  resolvedAt: string | null;
  resolution: string | null;
  /** The same, member by member; null also where it was written in another form. */
  resolved: { action: 'resubmitted' | 'dismissed'; by: string; reason: string | null } | null;
}

export interface RejectedEntry extends Rejected {
  body: string;
}

export interface RejectedPage {
  items: Rejected[];
  nextCursor: string | null;
  total: number;
}

export const STATUSES = ['open', 'resolved', 'all'] as const;
export const REASONS = [
  'unknown-member',
  'missing-member',
  'invalid-member',
  'unknown-type',
  'future-time',
  'out-of-scope',
  'conflict',
  'invalid-json',
  'not-an-object',
  'too-long',
  'too-many-events',
  'could-not-judge',
] as const;

export interface RejectedFilter {
  status: (typeof STATUSES)[number];
  reason?: string;
  feed?: string;
  /** Case number. */
  case?: string;
}

const at = (id: string): string => `quarantine/${encodeURIComponent(id)}`;

export const sourcesApi = {
  sources: () => get<{ items: Source[] }>('sources').then(({ items }) => items),
  rejected: (filter: RejectedFilter, cursor?: string) =>
    get<RejectedPage>(`quarantine?${queryText({ ...filter, limit: 50, cursor })}`),
  openCount: () => get<RejectedPage>('quarantine?limit=1').then(({ total }) => total),
  entry: (id: string) => get<RejectedEntry>(at(id)),
  resubmit: (id: string, event: Record<string, unknown>) =>
    request<RejectedEntry & { verdict: 'accepted' | 'duplicate' }>('POST', `${at(id)}/resubmit`, { event }),
  dismiss: (id: string, reason: string) => request<RejectedEntry>('POST', `${at(id)}/dismiss`, { reason }),
};
