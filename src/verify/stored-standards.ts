import { DayTable, type DeclaredCalendar } from './day-table.js';
import type { Setting } from './review/story.js';
import { RULES, type RuleCode, type VerifyProfile } from './history.js';

/** What is needed to check is not there; the text says what. */
export class CannotCheck extends Error {
  override readonly name = 'CannotCheck';
}

/** A row of `standard`: what a notice or a profile says, as data. */
export interface StandardRow {
  /** `code@version`, as a case names it. */
  readonly ref: string;
  readonly kind: string;
  readonly body: unknown;
}

type CalendarBody = Omit<DeclaredCalendar, 'days'> & {
  readonly days: Readonly<Record<string, { readonly off: boolean }>>;
};

interface RuleBody {
  readonly level: string;
  readonly enabled?: boolean;
  readonly params?: Record<string, unknown>;
}

interface ProfileBody {
  readonly rules?: Readonly<Record<string, RuleBody>>;
  readonly counting?: string;
  readonly book?: Readonly<Record<string, Setting>>;
}

/** Calendars and rule profiles by the names that cases give them, each read once. */
export class StoredStandards {
  private readonly bodies: ReadonlyMap<string, unknown>;
  private readonly calendars = new Map<string, DayTable>();
  private readonly profiles = new Map<string, VerifyProfile>();

  constructor(rows: readonly StandardRow[]) {
    this.bodies = new Map(rows.map(({ kind, ref, body }) => [`${kind} ${ref}`, body]));
  }

  /** Throws CannotCheck. */
  calendar(ref: string): DayTable {
    return remember(this.calendars, ref, () => {
      const { days, ...rest } = this.body('calendar', ref) as CalendarBody;
      return new DayTable({ ...rest, days: new Map(Object.entries(days)) });
    });
  }

  /** Throws CannotCheck. */
  profile(ref: string): VerifyProfile {
    return remember(this.profiles, ref, () => profileOf(ref, this.body('profile', ref) as ProfileBody));
  }

  /** What a profile says of the rules of the rule book; old ones say nothing. Throws CannotCheck. */
  book(ref: string): Readonly<Record<string, Setting>> {
    return (this.body('profile', ref) as ProfileBody).book ?? {};
  }

  private body(kind: string, ref: string): unknown {
    const body = this.bodies.get(`${kind} ${ref}`);
    if (body === undefined) throw new CannotCheck(`${kind} ${ref} is not stored`);
    return body;
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

function profileOf(ref: string, { rules, counting }: ProfileBody): VerifyProfile {
  const rule = (wanted: RuleCode) => {
    const found = rules?.[wanted];
    if (!found) throw new CannotCheck(`profile ${ref} has no rule ${wanted}`);
    return found;
  };
  const param = (wanted: RuleCode, name: string): number => {
    const value = rule(wanted).params?.[name];
    if (typeof value !== 'number') throw new CannotCheck(`profile ${ref}: ${wanted} has no number ${name}`);
    return value;
  };
  /** Of a rule that older profiles do not have. */
  const optional = (wanted: RuleCode, name: string): number | undefined =>
    rules?.[wanted] && rules[wanted].enabled !== false ? param(wanted, name) : undefined;
  return {
    levels: Object.fromEntries(
      RULES.flatMap((wanted) => {
        const found = rules?.[wanted];
        return found && found.enabled !== false ? [[wanted, found.level]] : [];
      }),
    ),
    reminderDaysBefore: param('T-PROMISE-NEAR', 'daysBefore'),
    reminderMinimumDays: param('T-PROMISE-NEAR', 'minimumDays'),
    noticeDays: param('T-NOTICE-LATE', 'days'),
    deliverDays: optional('T-DELIVER-LATE', 'days'),
    promisePart: optional('T-PROMISE-PART', 'percent'),
    promiseFar: optional('T-PROMISE-FAR', 'days'),
    statuteFar: optional('T-STATUTE-FAR', 'days'),
    byMoment: counting === 'moment',
  };
}
