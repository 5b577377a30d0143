import type { LedgerDay, SheetClock, SheetDay } from '../../console.protocol.js';
import { dateOfDay, dayNumber, weekday } from '../shared/time.js';

/** What one clock does on one day of the paper calendar. */
export interface SheetEntry {
  /** Numbers of the clocks on the sheet: several, where one pause holds them all. */
  clocks: number[];
  what: 'start' | 'count' | 'hours' | 'pause' | 'roll' | 'none';
  n?: number;
  minutes?: number;
  /** The kind of the pause. */
  pause?: string;
  due: boolean;
}

export interface SheetCell {
  date: string;
  /** Undefined outside the calendar. */
  day: SheetDay | undefined;
  /** False before the first and after the last day that any clock looks at. */
  inside: boolean;
  /** The first day of the sheet or of a year, which shows its year. */
  first: boolean;
  entries: SheetEntry[];
}

export interface SheetWeek {
  /** Date of its Monday. */
  monday: string;
  cells: SheetCell[];
}

/** The weeks of all clocks together, as on one paper calendar. */
export function sheetWeeks(days: readonly SheetDay[], clocks: readonly SheetClock[]): SheetWeek[] {
  const calendar = new Map(days.map((day) => [day.date, day]));
  const entries = new Map<string, SheetEntry[]>();
  clocks.forEach(({ ledger, dueAt }, clock) => {
    for (const day of ledger) {
      const entry = entryOf(day, clock, day.date === dueAt?.slice(0, 10));
      if (entry) entries.set(day.date, withEntry(entries.get(day.date) ?? [], entry));
    }
  });
  const numbers = [...entries.keys()].map(dayNumber);
  if (numbers.length === 0) return [];
  const first = numbers.reduce((a, b) => Math.min(a, b));
  const last = numbers.reduce((a, b) => Math.max(a, b));
  const cell = (day: number): SheetCell => {
    const date = dateOfDay(day);
    return {
      date,
      day: calendar.get(date),
      inside: day >= first && day <= last,
      first: day === first || date.endsWith('-01-01'),
      entries: entries.get(date) ?? [],
    };
  };
  const weeks: SheetWeek[] = [];
  for (let monday = first - weekday(first); monday <= last; monday += 7)
    weeks.push({ monday: dateOfDay(monday), cells: Array.from({ length: 7 }, (_, i) => cell(monday + i)) });
  return weeks;
}

function withEntry(entries: readonly SheetEntry[], entry: SheetEntry): SheetEntry[] {
  const same = entries.find((one) => one.what === 'pause' && one.pause === entry.pause && !one.due && !entry.due);
  if (entry.what !== 'pause' || !same) return [...entries, entry];
  return entries.map((one) => (one === same ? { ...one, clocks: [...one.clocks, ...entry.clocks] } : one));
}

function entryOf(
  { counted, reason, n, minutes, note }: LedgerDay,
  clock: number,
  due: boolean,
): SheetEntry | undefined {
  const entry = (what: SheetEntry['what'], more: Partial<SheetEntry> = {}): SheetEntry => ({
    clocks: [clock],
    what,
    due,
    ...more,
  });
  if (counted && minutes !== undefined) return entry('hours', { minutes: Math.round(minutes) });
  if (counted) return entry('count', { n });
  if (reason === 'start-day') return entry('start');
  if (reason === 'pause') return entry('pause', { pause: note });
  if (reason === 'roll') return entry('roll');
  return due ? entry('none') : undefined;
}

/** `承`, `法`, `环1`, `环2`: a mark for each clock, numbered where several of a kind stand beside each other. */
export function clockMarks(clocks: readonly SheetClock[], markOf: (kind: SheetClock['kind']) => string): string[] {
  const seen = new Map<string, number>();
  return clocks.map(({ kind }) => {
    const several = clocks.filter((clock) => clock.kind === kind).length > 1;
    const number = (seen.get(kind) ?? 0) + 1;
    seen.set(kind, number);
    return several ? `${markOf(kind)}${number}` : markOf(kind);
  });
}
