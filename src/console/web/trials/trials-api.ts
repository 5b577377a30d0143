import type {
  ProposalBrief,
  ProposalDecision,
  ProposalEntryPage,
  TrialBrief,
  TrialChangePage,
  TrialGroups,
  TrialList,
  TrialRequest,
  TrialView,
} from '../../trials.protocol.js';
import { get, queryText, request } from '../api.js';

type Query = Readonly<Record<string, string | number | undefined>>;

export const trialsApi = {
  list: () => get<TrialList>('trials'),
  one: (id: number) => get<TrialView>(`trials/${id}`),
  start: (asked: TrialRequest) => request<TrialBrief>('POST', 'trials', asked),
  cancel: (id: number) => request<TrialBrief>('POST', `trials/${id}/cancel`),
  remove: (id: number) => request<void>('DELETE', `trials/${id}`),
  changes: (id: number, query: Query) => get<TrialChangePage>(`trials/${id}/changes?${queryText(query)}`),
  groups: (id: number, query: Query) => get<TrialGroups>(`trials/${id}/groups?${queryText(query)}`),
  propose: (id: number) => request<ProposalBrief>('POST', `trials/${id}/proposal`),
  entries: (id: number, query: Query) => get<ProposalEntryPage>(`trials/${id}/proposal/entries?${queryText(query)}`),
  decide: (id: number, decision: ProposalDecision) =>
    request<ProposalBrief>('POST', `trials/${id}/proposal/decision`, decision),
};
