import type { WorkingCalendar } from '../domain/calendar.js';
import type { Instant } from '../domain/instant.js';
import type { Benchmark } from '../domain/item-guide.js';
import type { ItemVersion, Standards } from '../domain/standards.js';
import { workingCalendar } from '../domain/working-calendar.js';
import {
  type CalendarDraft,
  type DiscretionDraft,
  DRAFT_VERSION,
  type ItemTrialDraft,
  type TrialDraft,
} from './draft.js';

/** Lays a draft over the standards of a case; gives the same object where the draft does not concern it. */
export type Overlay = (standards: Standards) => Standards;

export function overlayOf(draft: TrialDraft): Overlay {
  switch (draft.kind) {
    case 'profile':
      return (base) => (base.profile.code === draft.code ? { ...base, profile: draft.profile } : base);
    case 'calendar':
      return calendarOverlay(calendarOf(draft));
    case 'item':
      return (base) => ({ ...base, itemAt: (code, at) => tried(draft, code, at, base.itemAt(code, at)) });
    case 'discretion':
      return discretionOverlay(draft);
  }
}

const calendarOf = ({ code, days }: CalendarDraft): WorkingCalendar =>
  workingCalendar(code, DRAFT_VERSION, { ...days, days: new Map(Object.entries(days.days)) });

const calendarOverlay =
  (calendar: WorkingCalendar): Overlay =>
  (base) =>
    base.calendar.code === calendar.code ? { ...base, calendar } : base;

/** A version that begins later than the draft goes on prevailing from its own beginning. */
function tried(
  { code: own, version }: ItemTrialDraft,
  code: string,
  at: Instant,
  known: ItemVersion | undefined,
): ItemVersion | undefined {
  if (code !== own) return known;
  const { effectiveFrom: from } = version;
  if (from === undefined) return version;
  return at < from || (known?.effectiveFrom ?? -Infinity) > from ? known : version;
}

function discretionOverlay(draft: DiscretionDraft): Overlay {
  // One object for each version, however many cases it judges.
  const changed = new Map<number, ItemVersion>();
  const changedOf = (item: ItemVersion): ItemVersion => {
    if (!listsRow(item, draft)) return item;
    const known = changed.get(item.id) ?? { ...item, guide: { ...item.guide, discretion: rowsWith(item, draft.row) } };
    changed.set(item.id, known);
    return known;
  };
  return (base) => ({
    ...base,
    itemAt: (code, at) => {
      const item = base.itemAt(code, at);
      return item && changedOf(item);
    },
  });
}

/** Does the draft of a discretion row concern this version of an item? */
export const listsRow = ({ code, guide }: ItemVersion, { code: row, items }: DiscretionDraft): boolean =>
  items.includes(code) || (guide?.discretion?.some((known) => known.code === row) ?? false);

function rowsWith({ guide }: ItemVersion, row: Benchmark): Benchmark[] {
  const rows = guide?.discretion ?? [];
  return rows.some(({ code }) => code === row.code)
    ? rows.map((known) => (known.code === row.code ? row : known))
    : [...rows, row];
}
