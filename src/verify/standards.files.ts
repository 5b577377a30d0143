import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { loadCalendars, readCalendarDays } from '../catalogue/calendar.loader.js';
import { DayTable } from './day-table.js';
import { RULES, type RuleCode, type VerifyProfile } from './history.js';

/** What is needed to check is not there; the text says what. */
export class CannotCheck extends Error {
  override readonly name = 'CannotCheck';
}

interface Named {
  readonly code: string;
  readonly version?: string;
}

/** `cn` or `cn@<version>`, as a case keeps it. */
function named(text: string): Named {
  const [code = '', version] = text.split('@');
  return { code, version };
}

/** Calendars and rule profiles as a case names them, each read once. */
export class StandardFiles {
  private readonly calendars = new Map<string, DayTable>();
  private readonly profiles = new Map<string, VerifyProfile>();

  constructor(private readonly configDir: string) {}

  /** Throws CannotCheck. */
  calendar(text: string): DayTable {
    return remember(this.calendars, text, () => this.readCalendar(named(text)));
  }

  /** Throws CannotCheck. */
  profile(text: string): VerifyProfile {
    return remember(this.profiles, text, () => readProfile(join(this.configDir, 'profiles'), named(text)));
  }

  private readCalendar({ code, version }: Named): DayTable {
    const dir = join(this.configDir, 'calendars');
    const now = version === undefined ? undefined : loadCalendars(dir).get(code)?.version;
    if (version !== now) throw new CannotCheck(`calendar ${code}@${version}: the files now hold ${now ?? 'none'}`);
    return new DayTable(readCalendarDays(dir, code));
  }
}

function remember<T>(store: Map<string, T>, key: string, read: () => T): T {
  const known = store.get(key);
  if (known !== undefined) return known;
  try {
    const value = read();
    store.set(key, value);
    return value;
  } catch (error) {
    throw error instanceof CannotCheck ? error : new CannotCheck(`${key}: ${(error as Error).message}`);
  }
}

interface ProfileFile {
  readonly version?: string;
  readonly rules?: readonly {
    readonly code: string;
    readonly level: string;
    readonly params?: Readonly<Record<string, number>>;
  }[];
}

function readProfile(dir: string, { code, version }: Named): VerifyProfile {
  const file = parse(readFileSync(join(dir, `${code}.yaml`), 'utf8')) as ProfileFile;
  if (version !== undefined && version !== String(file.version))
    throw new CannotCheck(`profile ${code}@${version}: the file now holds ${file.version}`);
  const rule = (wanted: RuleCode) => {
    const found = file.rules?.find((entry) => entry.code === wanted);
    if (!found) throw new CannotCheck(`profile ${code} has no rule ${wanted}`);
    return found;
  };
  const param = (wanted: RuleCode, name: string): number => {
    const value = rule(wanted).params?.[name];
    if (typeof value !== 'number') throw new CannotCheck(`profile ${code}: ${wanted} has no number ${name}`);
    return value;
  };
  return {
    levels: Object.fromEntries(RULES.map((wanted) => [wanted, rule(wanted).level])) as Record<RuleCode, string>,
    reminderDaysBefore: param('T-PROMISE-NEAR', 'daysBefore'),
    reminderMinimumDays: param('T-PROMISE-NEAR', 'minimumDays'),
    noticeDays: param('T-NOTICE-LATE', 'days'),
  };
}
