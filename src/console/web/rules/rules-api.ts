import type { RuleList, RuleStatisticsAnswer, RuleView } from '../../rules.protocol.js';
import { get, queryText } from '../api.js';

export const rulesApi = {
  rules: () => get<RuleList>('rules'),
  rule: (code: string) => get<RuleView>(`rules/${encodeURIComponent(code)}`),
  statistics: (query: { from?: string; to?: string } = {}) =>
    get<RuleStatisticsAnswer>(`rules/statistics?${queryText(query)}`),
};
