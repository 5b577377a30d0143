import type { CalendarBody } from '../console/catalogue.protocol.js';
import { dayFromIso } from '../domain/instant.js';
import { officeHours } from '../domain/working-calendar.js';
import { knownMembers, textOf } from '../http/input.js';
import { badRequest } from '../http/problem.js';

const MEMBERS = ['name', 'orgs', 'extends', 'days', 'officeHours', 'firstDay', 'lastDay'] as const;
type DayBody = CalendarBody['days'][number];

/** Days (a list with dates, or by date; null takes one away) and office hours laid over those of a calendar. @throws 400 */
export function readCalendarDraft(given: unknown, inForce: CalendarBody): CalendarBody {
  const path = 'draft.body';
  const members = knownMembers(given, MEMBERS, path);
  const days = new Map(inForce.days.map((day) => [day.date, day]));
  for (const [date, day] of daysOf(members.days, `${path}.days`))
    if (day) days.set(date, day);
    else days.delete(date);
  const { officeHours: hours, firstDay, lastDay } = members;
  return {
    ...inForce,
    ...(hours !== undefined && { officeHours: hoursOf(hours, `${path}.officeHours`) }),
    ...(firstDay !== undefined && { firstDay: dayText(firstDay, `${path}.firstDay`) }),
    ...(lastDay !== undefined && { lastDay: dayText(lastDay, `${path}.lastDay`) }),
    days: [...days.values()].sort((a, b) => (a.date < b.date ? -1 : 1)),
  };
}

function daysOf(days: unknown, path: string): [date: string, day: DayBody | null][] {
  if (days === undefined) return [];
  if (Array.isArray(days))
    return days.map((entry: unknown, i) => {
      const day = dayOf(entry, `${path}[${i}]`, undefined);
      return [day.date, day];
    });
  return Object.entries(knownMembers(days, Object.keys(days ?? {}), path)).map(([date, entry]) => {
    const at = `${path}.${date}`;
    return [dayText(date, at), entry === null ? null : dayOf(entry, at, date)];
  });
}

function dayOf(entry: unknown, path: string, known: string | undefined): DayBody {
  const { date = known, off, name, notice } = knownMembers(entry, ['date', 'off', 'name', 'notice'], path);
  if (typeof off !== 'boolean')
    throw badRequest(`${path}.off`, { zh: '应为 true 或 false', en: 'must be true or false' });
  return {
    date: dayText(date, `${path}.date`),
    off,
    name: textOf(name, `${path}.name`, 50),
    notice: textOf(notice, `${path}.notice`, 100),
  };
}

function hoursOf(hours: unknown, path: string): NonNullable<CalendarBody['officeHours']> {
  try {
    officeHours(hours as NonNullable<CalendarBody['officeHours']>);
    return hours as NonNullable<CalendarBody['officeHours']>;
  } catch {
    throw badRequest(path, { zh: '应为 [["09:00","12:00"], …]', en: 'must be [["09:00","12:00"], …]' });
  }
}

function dayText(value: unknown, member: string): string {
  const text = textOf(value, member, 10);
  try {
    dayFromIso(text);
    return text;
  } catch {
    throw badRequest(member, { zh: '应为 YYYY-MM-DD', en: 'must be YYYY-MM-DD' });
  }
}
