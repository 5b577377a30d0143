import type { Level } from '../../console.protocol.js';
import type { FindingPage, FindingView, UnjudgedPage } from '../../findings.protocol.js';
import { get, queryText, request } from '../api.js';

export type ListQuery = Readonly<Record<string, string | number | undefined>>;

const at = (id: string): string => `findings/${encodeURIComponent(id)}`;

export const findingsApi = {
  findings: (query: ListQuery) => get<FindingPage>(`findings?${queryText(query)}`),
  finding: (id: string) => get<FindingView>(at(id)),
  confirm: (id: string, decision: { reason?: string; level?: Level; digest?: string }) =>
    request<FindingView>('POST', `${at(id)}/confirm`, decision),
  dismiss: (id: string, decision: { reason: string; digest?: string }) =>
    request<FindingView>('POST', `${at(id)}/dismiss`, decision),
  unjudged: (query: ListQuery) => get<UnjudgedPage>(`unjudged?${queryText(query)}`),
};
