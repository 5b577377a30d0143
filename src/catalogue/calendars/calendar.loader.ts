import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CalendarBody } from '../../console/catalogue.protocol.js';
import type { WorkingCalendar } from '../../domain/calendar.js';
import { type Day, dayFromIso, isoOfDay } from '../../domain/instant.js';
import { type CalendarDays, type DeclaredDay, workingCalendar } from '../../domain/working-calendar.js';
import { bodyOfDays, contentHash, listOfDays } from './calendar.body.js';
import { type CalendarHead, type Notice, type Span, readHead, readNotices, readYear } from './calendar.file.js';
import { orgMatcher } from '../org-patterns.js';
import { ConfigFileError } from '../kinds/yaml-node.js';

/** The calendar of every organisation that no other calendar names. */
export const DEFAULT_CALENDAR = 'cn';

export interface CalendarOptions {
  /** Build the calendars as they were known on this day (`YYYY-MM-DD`): only notices published by then. */
  readonly asOf?: string;
}

export interface CalendarSet {
  readonly codes: readonly string[];
  get(code: string): WorkingCalendar | undefined;
  /** What it was built from. */
  daysOf(code: string): CalendarDays | undefined;
  /** The calendar with the most specific pattern for the organisation, else `cn`. */
  forOrg(org: string | null): WorkingCalendar;
}

/** Reads every calendar of a folder. Throws a ConfigFileError that names the file, the place and the reason. */
export function loadCalendars(dir: string, options: CalendarOptions = {}): CalendarSet {
  const folder = new CalendarFolder(dir);
  const calendars = new Map<string, WorkingCalendar>();
  const sources = new Map<string, CalendarDays>();
  for (const code of folder.heads.keys()) {
    const days = folder.daysOf(code, options);
    sources.set(code, days);
    calendars.set(code, workingCalendar(code, contentHash(days), days));
  }
  const codeOf = codeMatcher([...folder.heads.values()]);
  return {
    codes: [...calendars.keys()],
    get: (code) => calendars.get(code),
    daysOf: (code) => sources.get(code),
    forOrg: (org) => calendars.get(org === null ? DEFAULT_CALENDAR : codeOf(org))!,
  };
}

/** One calendar as plain data: declared days only, the other days follow their weekday. */
export function readCalendarDays(dir: string, code: string, options: CalendarOptions = {}): CalendarDays {
  const folder = new CalendarFolder(dir);
  if (!folder.heads.has(code)) throw new ConfigFileError(join(dir, `${code}.yaml`), '', 'there is no such calendar');
  return folder.daysOf(code, options);
}

/** What the files of a folder say, as the catalogue keeps it. @throws ConfigFileError */
export function loadCalendarBodies(dir: string): { readonly code: string; readonly body: CalendarBody }[] {
  loadCalendars(dir);
  const folder = new CalendarFolder(dir);
  return [...folder.heads.keys()].map((code) => ({ code, body: folder.bodyOf(code) }));
}

class CalendarFolder {
  readonly heads: ReadonlyMap<string, CalendarHead>;
  private readonly years = new Map<string, Year[]>();

  constructor(private readonly dir: string) {
    this.heads = readHeads(dir);
  }

  daysOf(code: string, { asOf }: CalendarOptions): CalendarDays {
    const known = asOf === undefined ? Infinity : dayFromIso(asOf);
    const [root, ...extensions] = this.lineage(code);
    const years = this.yearsOf(root.code);
    const span = coverage(years.filter(({ notices }) => notices.some((notice) => notice.published <= known)));
    if (!span) return root.node.fail(`no notice had been published by ${asOf}`);
    // A later notice prevails over an earlier one, and a calendar's own notices over those of the one it extends.
    const notices = years.flatMap((year) => year.notices).sort((a, b) => a.published - b.published);
    for (const { notices: own } of extensions) if (own) notices.push(...readNotices(own, coverage(years)!));
    const inForce = notices.filter((notice) => notice.published <= known);
    return {
      officeHours: [root, ...extensions].findLast((head) => head.officeHours)!.officeHours!,
      firstDay: isoOfDay(span.first),
      lastDay: isoOfDay(span.last),
      days: declaredDays(inForce, span),
    };
  }

  /** A calendar that extends another one says only what is its own. */
  bodyOf(code: string): CalendarBody {
    const head = this.heads.get(code)!;
    const about = { name: head.name, orgs: head.orgs.map((org) => org.text()) };
    if (!head.parent) return bodyOfDays(about, this.daysOf(code, {}));
    const span = coverage(this.yearsOf(this.lineage(code)[0].code))!;
    return {
      ...about,
      extends: head.parent.text(),
      ...(head.officeHours && { officeHours: head.officeHours.map(([open, close]) => [open, close] as const) }),
      days: listOfDays(declaredDays(head.notices ? readNotices(head.notices, span) : [], span)),
    };
  }

  /** The calendar itself and those it extends, the furthest first. */
  private lineage(code: string): [CalendarHead, ...CalendarHead[]] {
    const line: [CalendarHead, ...CalendarHead[]] = [this.heads.get(code)!];
    for (let parent = line[0].parent; parent; parent = line[0].parent) {
      const head = this.heads.get(parent.text());
      if (!head) return parent.fail(`there is no calendar "${parent.text()}"`);
      if (line.includes(head)) return parent.fail(`"${head.code}" extends itself`);
      line.unshift(head);
    }
    return line;
  }

  private yearsOf(code: string): Year[] {
    const years = this.years.get(code) ?? readYears(join(this.dir, code));
    this.years.set(code, years);
    return years;
  }
}

function readHeads(dir: string): Map<string, CalendarHead> {
  const names = existsSync(dir) ? readdirSync(dir) : [];
  const files = names.filter((name) => name.endsWith('.yaml')).sort();
  const heads = new Map(files.map((name) => [name.slice(0, -5), readHead(join(dir, name))]));
  if (!heads.has(DEFAULT_CALENDAR))
    throw new ConfigFileError(join(dir, `${DEFAULT_CALENDAR}.yaml`), '', 'the default calendar is missing');
  return heads;
}

interface Year {
  readonly year: number;
  readonly notices: Notice[];
}

function readYears(dir: string): Year[] {
  const names = existsSync(dir) ? readdirSync(dir).sort() : [];
  if (names.length === 0) throw new ConfigFileError(dir, '', 'there are no year files');
  const years = names.map((name) => {
    if (!/^\d{4}\.yaml$/.test(name)) throw new ConfigFileError(join(dir, name), '', 'is not named <year>.yaml');
    return readYear(join(dir, name));
  });
  years.reduce((before, next) => {
    if (next.year !== before.year + 1)
      throw new ConfigFileError(dir, '', `year gap: ${before.year + 1}.yaml is missing before ${next.year}.yaml`);
    return next;
  });
  return years;
}

/** From 1 January of the first year to 31 December of the last one. */
function coverage(years: readonly Year[]): Span | undefined {
  const [first, last] = [years[0], years.at(-1)];
  return first && last && { first: dayFromIso(`${first.year}-01-01`), last: dayFromIso(`${last.year}-12-31`) };
}

function declaredDays(notices: readonly Notice[], span: Span): Map<string, DeclaredDay> {
  const days = new Map<Day, DeclaredDay>();
  for (const notice of notices) for (const [day, declared] of notice.days) days.set(day, declared);
  return new Map(
    [...days]
      .filter(([day]) => day >= span.first && day <= span.last)
      .sort(([a], [b]) => a - b)
      .map(([day, declared]) => [isoOfDay(day), declared]),
  );
}

/** Organisation → calendar code. */
function codeMatcher(heads: readonly CalendarHead[]): (org: string) => string {
  const patterns = new Map<string, string>();
  for (const head of heads)
    for (const org of head.orgs) {
      const other = patterns.get(org.text());
      if (other !== undefined) org.fail(`"${org.text()}" already belongs to the calendar "${other}"`);
      patterns.set(org.text(), head.code);
    }
  return orgMatcher(patterns, DEFAULT_CALENDAR);
}
