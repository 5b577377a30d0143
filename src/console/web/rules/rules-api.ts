import type { RuleList, RuleStatisticsAnswer, RuleView } from '../../rules.protocol.js';
import { get } from '../api.js';

export const rulesApi = {
  rules: () => get<RuleList>('rules'),
  rule: (code: string) => get<RuleView>(`rules/${encodeURIComponent(code)}`),
  /** Of the last twelve months. */
  statistics: () => get<RuleStatisticsAnswer>('rules/statistics'),
};
