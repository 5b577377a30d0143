import type { SheetCell, SheetEntry, SheetWeek } from './sheet-weeks.js';

/** Of so many weeks each has a row of its own. */
export const WEEKS_IN_FULL = 10;
/** Fewer weeks than this take no less room as one row. */
const SHORTEST_RUN = 3;

/** What a clock does on the same days in every week of a run. */
export interface RunPart {
  /** 0 Monday … 6 Sunday. */
  days: number[];
  entry: SheetEntry;
  /** The last number that is counted; `entry.n` is the first. */
  to?: number;
}

export type SheetRow =
  | { kind: 'week'; number: number; week: SheetWeek }
  | { kind: 'run'; from: number; to: number; first: string; last: string; parts: RunPart[]; off: number[] };

/**
 * The weeks of a sheet as rows. When there are more than fit on a page, weeks in which every day is alike become one row
 * that says so. A week in which a clock starts or is due, or that has a holiday or a make-up day, always has its own.
 */
export function sheetRows(weeks: readonly SheetWeek[]): SheetRow[] {
  const rows: SheetRow[] = [];
  for (let i = 0; i < weeks.length;) {
    const length = weeks.length > WEEKS_IN_FULL ? runLength(weeks, i) : 1;
    if (length >= SHORTEST_RUN) rows.push(runOf(weeks.slice(i, i + length), i + 1));
    else
      rows.push(...weeks.slice(i, i + length).map((week, n) => ({ kind: 'week' as const, number: i + n + 1, week })));
    i += length;
  }
  return rows;
}

function runLength(weeks: readonly SheetWeek[], from: number): number {
  const look = lookOf(weeks[from]!);
  let length = 1;
  while (look !== undefined && weeks[from + length] && lookOf(weeks[from + length]!) === look) length += 1;
  return length;
}

/** Equal for weeks that differ in nothing but dates and running numbers; undefined for a week that is unlike any other. */
function lookOf({ cells }: SheetWeek): string | undefined {
  const plain = cells.every(
    ({ day, inside, entries }) =>
      inside &&
      (day?.kind === 'workday' || day?.kind === 'weekend') &&
      entries.every(({ what, due }) => !due && what !== 'start' && what !== 'roll'),
  );
  return plain ? JSON.stringify(cells.map(({ day, entries }) => [day?.kind, entries.map(actOf)])) : undefined;
}

const actOf = ({ clocks, what, minutes, pause }: SheetEntry) => [clocks, what, minutes, pause];

function runOf(weeks: readonly SheetWeek[], from: number): SheetRow {
  const [first, last] = [weeks[0]!, weeks.at(-1)!];
  const parts: RunPart[] = [];
  first.cells.forEach((cell, day) => {
    for (const entry of cell.entries) {
      const same = parts.find((part) => String(actOf(part.entry)) === String(actOf(entry)));
      if (same) same.days.push(day);
      else parts.push({ days: [day], entry, to: lastNumber(last, entry) });
    }
  });
  const off = first.cells.flatMap(({ day, entries }, i) =>
    day?.kind === 'weekend' && entries.length === 0 ? [i] : [],
  );
  const to = from + weeks.length - 1;
  return { kind: 'run', from, to, first: first.monday, last: last.cells.at(-1)!.date, parts, off };
}

const lastNumber = ({ cells }: SheetWeek, { clocks, what }: SheetEntry): number | undefined =>
  cells
    .flatMap(({ entries }: SheetCell) => entries)
    .filter((entry) => entry.what === what && String(entry.clocks) === String(clocks))
    .at(-1)?.n;
