import type { WorkingCalendar } from '../../domain/calendar.js';
import type { RuleProfile } from '../../domain/standards.js';
import { type CalendarDays, type DeclaredDay, workingCalendar } from '../../domain/working-calendar.js';
import type { StandardRecord } from './standard.repository.js';

/** Names of the standards, as `code@version`, that a case keeps. */
export interface StandardRefs {
  readonly calendar: string;
  readonly profile: string;
}

export const refOf = ({ code, version }: { readonly code: string; readonly version: string }): string =>
  `${code}@${version}`;

/** A case names a calendar or a profile that is not kept: nothing else may judge it. */
export class UnknownStandard extends Error {
  override readonly name = 'UnknownStandard';

  constructor(kind: StandardRecord['kind'], ref: string) {
    super(`the ${kind} ${ref} by which the case was opened is not stored`);
  }
}

type StoredDays = Omit<CalendarDays, 'days'> & { readonly days: Readonly<Record<string, DeclaredDay>> };

export const calendarRecord = (calendar: WorkingCalendar, source: CalendarDays): StandardRecord => ({
  ref: refOf(calendar),
  kind: 'calendar',
  body: { ...source, days: Object.fromEntries(source.days) } satisfies StoredDays,
});

export const profileRecord = (profile: RuleProfile): StandardRecord => ({
  ref: refOf(profile),
  kind: 'profile',
  body: profile,
});

/** Every stored calendar and profile by its ref, each built when the first case asks for it. */
export class FrozenStandards {
  private readonly records = new Map<string, StandardRecord>();
  private readonly calendars = new Map<string, WorkingCalendar>();

  add(records: readonly StandardRecord[]): void {
    for (const record of records) this.records.set(record.ref, record);
  }

  unknown(cases: Iterable<StandardRefs>): string[] {
    const refs = new Set<string>();
    for (const { calendar, profile } of cases) {
      if (!this.records.has(calendar)) refs.add(calendar);
      if (!this.records.has(profile)) refs.add(profile);
    }
    return [...refs];
  }

  /** @throws UnknownStandard */
  calendar(ref: string): WorkingCalendar {
    const known = this.calendars.get(ref);
    if (known) return known;
    const { days, ...rest } = this.bodyOf('calendar', ref) as StoredDays;
    const at = ref.indexOf('@');
    const source = { ...rest, days: new Map(Object.entries(days)) };
    const calendar = workingCalendar(ref.slice(0, at), ref.slice(at + 1), source);
    this.calendars.set(ref, calendar);
    return calendar;
  }

  /** @throws UnknownStandard */
  profile(ref: string): RuleProfile {
    return this.bodyOf('profile', ref) as RuleProfile;
  }

  keptProfile(ref: string): RuleProfile | undefined {
    const record = this.records.get(ref);
    return record?.kind === 'profile' ? (record.body as RuleProfile) : undefined;
  }

  private bodyOf(kind: StandardRecord['kind'], ref: string): unknown {
    const record = this.records.get(ref);
    if (record?.kind !== kind) throw new UnknownStandard(kind, ref);
    return record.body;
  }
}
