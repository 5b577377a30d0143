import type { CaseFacts } from './case-facts.js';
import { type Clock, settle } from './clock-state.js';
import { counted, dueInstant } from './limit.js';
import type { Limit, Standards } from './standards.js';

const GRANTS: readonly (string | undefined)[] = ['granted', 'partly-granted'];

/**
 * 颁发、送达证件: from a decision to grant, only for an item whose guide names a result; pauses and extensions do not
 * bear on it (行政许可法 第四十四条). Absent in profiles that do not watch it.
 */
export function deliveryClock({ item, end, events, asOf }: CaseFacts, { calendar, profile }: Standards) {
  const setting = profile.rules['T-DELIVER-LATE'];
  const result = item?.guide?.result;
  if (!setting || setting.enabled === false || !result) return undefined;
  if (end?.type !== 'case.decided' || !GRANTS.includes(end.outcome)) return undefined;
  const limit: Limit = { amount: result.deliverDays ?? setting.params.days ?? 10, unit: 'workingDay' };
  const rule = counted(limit, 0, profile.counting);
  const start = {
    kind: 'delivery',
    startedAt: end.at,
    startedBy: 'decision',
    knownAt: end.at,
    finishedAt: events.find((e) => e.type === 'licence.delivered')?.at,
  } as const;
  const due = dueInstant(rule, end.at, [], calendar);
  return settle(start, due, asOf, { limit, counted: rule, extension: 0, pauses: [] }) satisfies Clock;
}
