import type { WorkingCalendar } from './calendar.js';
import { dayOf, type Instant, MINUTE, startOfDay } from './instant.js';
import type { LimitUnit } from './standards.js';

/** Minutes of office hours between two instants; null where the calendar does not reach, or where one is missing. */
export function officeMinutes(calendar: WorkingCalendar, from: Instant | undefined, to: Instant): number | null {
  const [start, end] = [from === undefined ? undefined : calendar.workingTime(from), calendar.workingTime(to)];
  return start === undefined || end === undefined ? null : Math.round((end - start) / MINUTE);
}

/** Minutes to a due instant, negative once it has passed: of office hours, for a limit in hours by the wall clock. */
export const minutesLeft = (
  calendar: WorkingCalendar,
  at: Instant,
  dueAt: Instant,
  unit: LimitUnit | undefined,
): number | null => (unit === 'hour' ? Math.round((dueAt - at) / MINUTE) : officeMinutes(calendar, at, dueAt));

/** Minutes of the working day by which what is left is told; the wall clock has none. */
export const workdayLeft = (
  calendar: WorkingCalendar,
  near: Instant | undefined,
  unit: LimitUnit | undefined,
): number | null => (unit === 'hour' ? null : workdayOf(calendar, near));

/** Minutes of office hours in a whole working day. */
export function workdayOf(calendar: WorkingCalendar, near: Instant | undefined): number | null {
  const day = near === undefined ? undefined : calendar.rollForward(dayOf(near));
  return day === undefined ? null : officeMinutes(calendar, startOfDay(day), startOfDay(day + 1));
}
