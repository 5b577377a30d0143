import { createHash } from 'node:crypto';
import type { CalendarBody } from '../../console/catalogue.protocol.js';
import type { CalendarDays, DeclaredDay } from '../../domain/working-calendar.js';

/** What a calendar says by itself, as the catalogue keeps it. */
export const bodyOfDays = (
  head: Pick<CalendarBody, 'name' | 'orgs'>,
  { officeHours, firstDay, lastDay, days }: CalendarDays,
): CalendarBody => ({
  ...head,
  officeHours: officeHours.map(([open, close]) => [open, close]),
  firstDay,
  lastDay,
  days: listOfDays(days),
});

export const listOfDays = (days: ReadonlyMap<string, DeclaredDay>): CalendarBody['days'] =>
  [...days].map(([date, { off, name, notice }]) => ({ date, off, name, notice }));

/** More calendars than this above each other are a circle. */
const MAX_LINEAGE = 9;

/** A calendar and those it extends, the furthest first; `undefined`: one of them is not there, or they go in a circle. */
export function lineageOf(
  code: string,
  bodyOf: (code: string) => CalendarBody | undefined,
): readonly CalendarBody[] | undefined {
  const line: CalendarBody[] = [];
  for (let next: string | undefined = code; next !== undefined; next = line[0]!.extends) {
    const body = bodyOf(next);
    if (!body || line.length > MAX_LINEAGE) return undefined;
    line.unshift(body);
  }
  return line;
}

/** The days that hold: the span of the furthest, each one's own days over those of the ones before. */
export function flattened(line: readonly CalendarBody[]): CalendarDays {
  const [root] = line;
  const { firstDay = '', lastDay = '' } = root ?? {};
  const days = new Map<string, DeclaredDay>();
  for (const body of line)
    for (const { date, off, name, notice } of body.days)
      if (date >= firstDay && date <= lastDay) days.set(date, { off, name, notice });
  return {
    officeHours: line.findLast((body) => body.officeHours)?.officeHours ?? [],
    firstDay,
    lastDay,
    days: new Map([...days].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** The version of a calendar follows from its content. */
export function contentHash({ officeHours, firstDay, lastDay, days }: CalendarDays): string {
  const content = JSON.stringify([officeHours, firstDay, lastDay, [...days]]);
  return createHash('sha256').update(content).digest('hex').slice(0, 12);
}
