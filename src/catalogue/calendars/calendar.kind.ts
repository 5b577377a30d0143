import type { CalendarBody, CatalogueRemark } from '../../console/catalogue.protocol.js';
import { dayFromIso } from '../../domain/instant.js';
import { officeHours } from '../../domain/working-calendar.js';
import { DEFAULT_CALENDAR } from './calendar.loader.js';
import { lineageOf } from './calendar.body.js';
import { CALENDAR_SCHEMA } from '../kinds/catalogue.schema.js';
import { type Beside, chainOf, type KindRules, readingOf, remark, sameWords, takenPatterns } from '../kinds/kind.js';
import { faultsIn } from '../kinds/schema-check.js';

/** Days that a calendar spans at most. */
const MAX_SPAN = 100 * 366;

/** 工作日历与办公时间 */
export const CALENDAR_KIND: KindRules = {
  kind: 'calendars',
  read: (code, value) => {
    const shape = faultsIn(value, CALENDAR_SCHEMA).map(({ path, zh, en }) => remark(path, zh, en));
    const body = value as CalendarBody;
    const faults = shape.length > 0 ? shape : ownFaults(code, body);
    return readingOf(faults, () => ({
      body: { ...body, days: [...body.days].sort((a, b) => (a.date < b.date ? -1 : 1)) },
      name: sameWords(body.name),
      org: null,
    }));
  },
  faults: (code, value, { calendars }) => {
    const body = value as CalendarBody;
    return [...lineageFaults(code, body, calendars), ...takenPatterns(code, body.orgs, calendars)];
  },
  warnings: (code, value, { calendars }) => {
    const { lastDay, orgs } = value as CalendarBody;
    const former = calendars.get(code);
    const shorter = lastDay !== undefined && former?.lastDay !== undefined && lastDay < former.lastDay;
    return [
      ...(shorter
        ? [remark('lastDay', `早于现行的 ${former.lastDay}`, `ends before the one in force, ${former.lastDay}`)]
        : []),
      ...(orgs.length === 0 ? [remark('orgs', '没有机构使用', 'no organisation has it')] : []),
    ];
  },
};

function ownFaults(code: string, body: CalendarBody): CatalogueRemark[] {
  const faults: CatalogueRemark[] = [];
  if (!/^[^@\s]{1,64}$/.test(code))
    faults.push(remark('code', '应为不含 @ 和空白的编码', 'must be a code without @ and blanks'));
  if (body.extends === undefined) faults.push(...rootFaults(body));
  else
    for (const name of ['firstDay', 'lastDay'] as const)
      if (body[name] !== undefined)
        faults.push(remark(name, '随所沿用的日历，不写', 'follows the calendar it extends: leave it out'));
  if (code === DEFAULT_CALENDAR && body.extends !== undefined)
    faults.push(remark('extends', '默认日历不沿用其他日历', 'the default calendar extends none'));
  const hours = body.officeHours && thrown(() => officeHours(body.officeHours ?? []));
  if (hours !== undefined) faults.push(remark('officeHours', '应依次、不重叠，如 [["09:00","12:00"]]', hours));
  return [...faults, ...dayFaults(body)];
}

function rootFaults(body: CalendarBody): CatalogueRemark[] {
  const missing = (['officeHours', 'firstDay', 'lastDay'] as const).filter((name) => body[name] === undefined);
  if (missing.length > 0) return missing.map((name) => remark(name, '缺少', 'is missing'));
  const [first, last] = [body.firstDay ?? '', body.lastDay ?? ''];
  const wrong = (['firstDay', 'lastDay'] as const).flatMap((name) => {
    const reason = thrown(() => dayFromIso(body[name] ?? ''));
    return reason === undefined ? [] : [remark(name, '没有这一天', reason)];
  });
  if (wrong.length > 0) return wrong;
  const span = dayFromIso(last) - dayFromIso(first);
  if (span >= 0 && span < MAX_SPAN) return [];
  return [
    remark('lastDay', '应晚于首日，跨度不超过 100 年', 'lies before the first day, or more than 100 years after it'),
  ];
}

function dayFaults({ days, firstDay, lastDay }: CalendarBody): CatalogueRemark[] {
  const seen = new Set<string>();
  return days.flatMap(({ date }, i) => {
    const member = `days[${i}].date`;
    const reason = thrown(() => dayFromIso(date));
    if (reason !== undefined) return [remark(member, '没有这一天', reason)];
    if (seen.has(date)) return [remark(member, `${date} 重复`, `${date} stands here twice`)];
    seen.add(date);
    const outside = (firstDay !== undefined && date < firstDay) || (lastDay !== undefined && date > lastDay);
    return outside ? [remark(member, '不在首日与末日之间', 'lies outside the span of the calendar')] : [];
  });
}

function lineageFaults(code: string, body: CalendarBody, calendars: Beside['calendars']): CatalogueRemark[] {
  const { extends: parent } = body;
  if (parent === undefined) return [];
  if (!calendars.has(parent)) return [remark('extends', `没有日历“${parent}”`, `there is no calendar "${parent}"`)];
  const next = (one: string) => (one === code ? parent : calendars.get(one)?.extends);
  if (!chainOf(code, next) || !lineageOf(code, (one) => (one === code ? body : calendars.get(one))))
    return [remark('extends', '沿用关系成环', 'the calendar would extend itself')];
  return [];
}

function thrown(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}
