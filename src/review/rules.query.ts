import { MAX_RULE_MONTHS } from '../console/rules.protocol.js';
import { type Day, type Instant, addMonths, dayFromIso, dayOf, isoOfDay, startOfDay } from '../domain/instant.js';
import { month, parametersOf, text } from '../http/page-query.js';
import { badRequest } from '../http/problem.js';

/** Months that are shown where none are asked for. */
const DEFAULT_MONTHS = 12;

export interface StatisticsRequest {
  /** `yyyy-mm`, oldest first. */
  readonly months: readonly string[];
  /** From the first instant of the first month to the one after the last. */
  readonly from: Instant;
  readonly before: Instant;
  readonly region: string | null;
}

/** Without `to` up to the month of `now`, without `from` twelve months. @throws 400 naming the parameter */
export function readStatisticsQuery(query: unknown, now: Instant): StatisticsRequest {
  const read = parametersOf(query, ['from', 'to', 'region']);
  const [from, to] = [read('from', month), read('to', month)];
  const last = to === undefined ? firstOfMonth(dayOf(now)) : dayFromIso(`${to}-01`);
  const first = from === undefined ? addMonths(last, 1 - DEFAULT_MONTHS) : dayFromIso(`${from}-01`);
  const months: string[] = [];
  for (let day = first; day <= last && months.length <= MAX_RULE_MONTHS; day = addMonths(day, 1))
    months.push(isoOfDay(day).slice(0, 7));
  if (months.length === 0 || months.length > MAX_RULE_MONTHS)
    throw badRequest('from', {
      zh: `应不晚于 to，至多 ${MAX_RULE_MONTHS} 个月`,
      en: `must not be after \`to\`, ${MAX_RULE_MONTHS} months at most`,
    });
  return {
    months,
    from: startOfDay(first),
    before: startOfDay(addMonths(last, 1)),
    region: read('region', text(50)) ?? null,
  };
}

const firstOfMonth = (day: Day): Day => dayFromIso(`${isoOfDay(day).slice(0, 7)}-01`);
