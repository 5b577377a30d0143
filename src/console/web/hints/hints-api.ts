import type { HintPage, HintRuleView, HintStatus, HintView } from '../../hints.protocol.js';
import { get, queryText, request } from '../api.js';

export interface HintQuery {
  readonly status: HintStatus;
  readonly rule?: string;
  readonly org?: string;
}

export const hintsApi = {
  hints: (query: Readonly<Record<string, string | number | undefined>>) => get<HintPage>(`hints?${queryText(query)}`),
  rules: () => get<{ items: HintRuleView[] }>('hints/rules'),
  close: (id: string, note: string) => request<HintView>('POST', `hints/${encodeURIComponent(id)}/close`, { note }),
};
