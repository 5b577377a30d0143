import type { CalendarBody } from '../../console/catalogue.protocol.js';
import type { Instant } from '../../domain/instant.js';
import type { RuleProfile } from '../../domain/standards.js';
import { type CalendarDays, workingCalendar } from '../../domain/working-calendar.js';
import type { WorkingCalendar } from '../../domain/calendar.js';
import { contentHash, flattened, lineageOf } from '../calendars/calendar.body.js';
import { type CalendarSet, DEFAULT_CALENDAR } from '../calendars/calendar.loader.js';
import { calendarRecord, profileRecord, refOf, type StandardRefs } from './frozen-standards.js';
import { orgMatcher } from '../org-patterns.js';
import { DEFAULT_PROFILE, type ProfileSet } from '../profiles/profile.loader.js';
import { type ReadProfile, readProfile, versionBeside } from '../profiles/profile.reader.js';
import type { SchemaFault } from '../kinds/schema-check.js';
import type { StandardRecord } from './standard.repository.js';
import { groupBy, inForceAt, startOf, type StoredVersion } from '../versions/version.js';

type Body = Pick<StoredVersion, 'id' | 'kind' | 'code' | 'effectiveFrom' | 'body'>;

/** The calendars and rule profiles that new cases are given during some time. */
export interface Regime {
  readonly calendars: CalendarSet;
  readonly profiles: ProfileSet;
  /** Refs of profiles that were taken as they are kept, since this edition of the program can't read them. */
  readonly unread: readonly string[];
  /** What must be kept so that cases can name it. */
  records(): StandardRecord[];
  refsOf(org: string | null): StandardRefs;
  /** As written. */
  readonly bodies: {
    readonly calendars: ReadonlyMap<string, CalendarBody>;
    readonly profiles: ReadonlyMap<string, unknown>;
  };
  /** The codes that one rests on, its own the first. */
  lineOf(kind: StoredVersion['kind'], code: string): readonly string[];
}

/** The profile that is kept under a ref. */
export type KeptProfile = (ref: string) => RuleProfile | undefined;

/**
 * The regime at an instant.
 *
 * @param kept by which a profile is taken that a newer edition of this program has read, and this one can't
 * @throws Error when a calendar or profile in force can be neither read nor found, or the default ones are not there
 */
export function regimeAt(versions: readonly Body[], at: Instant, kept: KeptProfile): Regime {
  const inForce = (kind: StoredVersion['kind']): Map<string, unknown> => {
    const found = [
      ...groupBy(
        versions.filter((v) => v.kind === kind),
        (v) => v.code,
      ).values(),
    ];
    return new Map(found.flatMap((group) => inForceAt(group, at) ?? []).map(({ code, body }) => [code, body]));
  };
  const bodies = { calendars: inForce('calendars') as Map<string, CalendarBody>, profiles: inForce('profiles') };
  const calendars = calendarSet(daysInForce(bodies.calendars));
  const { profiles, unread } = profileSet(bodies.profiles, kept);
  return {
    calendars,
    profiles,
    unread,
    records: () => [
      ...calendars.codes.map((code) => calendarRecord(calendars.get(code)!, calendars.daysOf(code)!)),
      ...profiles.codes.map((code) => profileRecord(profiles.get(code)!)),
    ],
    refsOf: (org) => ({ calendar: refOf(calendars.forOrg(org)), profile: refOf(profiles.forOrg(org)) }),
    bodies,
    lineOf: (kind, code) => lineOf(kind === 'calendars' ? bodies.calendars : bodies.profiles, code),
  };
}

function lineOf(bodies: ReadonlyMap<string, unknown>, code: string): string[] {
  const line: string[] = [];
  for (
    let next: string | undefined = code;
    next !== undefined && !line.includes(next);
    next = parentOf(bodies.get(next))
  )
    line.push(next);
  return line;
}

const parentOf = (body: unknown): string | undefined => {
  const parent = (body as { extends?: unknown } | null | undefined)?.extends;
  return typeof parent === 'string' ? parent : undefined;
};

/** The regime at an instant and every later one. */
export function regimesOf(versions: readonly Body[], now: Instant, kept: KeptProfile): Regime[] {
  const boundaries = boundariesOf(versions);
  return boundaries.filter((_, i) => (boundaries[i + 1] ?? Infinity) > now).map((at) => regimeAt(versions, at, kept));
}

/** The instants at which another regime begins; the first is that of the last version from the beginning. */
export function boundariesOf(versions: readonly Body[]): Instant[] {
  const instants = [...new Set(versions.map(startOf))].sort((a, b) => a - b);
  // Before both defaults are there, nobody can be judged.
  const complete = Math.max(
    ...(['calendars', 'profiles'] as const).map((kind) =>
      Math.min(...versions.filter((v) => v.kind === kind && isDefault(v)).map(startOf)),
    ),
  );
  return instants.filter((at) => at >= complete);
}

const isDefault = ({ kind, code }: Body): boolean =>
  code === (kind === 'calendars' ? DEFAULT_CALENDAR : DEFAULT_PROFILE);

interface NamedDays {
  readonly days: CalendarDays;
  readonly orgs: readonly string[];
}

function daysInForce(bodies: ReadonlyMap<string, CalendarBody>): Map<string, NamedDays> {
  return new Map(
    [...bodies].map(([code, { orgs }]) => {
      const line = lineageOf(code, (one) => bodies.get(one));
      if (!line) throw new Error(`calendar ${code}: what it extends is not in force`);
      return [code, { days: flattened(line), orgs }];
    }),
  );
}

/** Building one takes milliseconds, and a standing differs from the one before by one of them. */
const built = new Map<string, WorkingCalendar>();
const MAX_BUILT = 200;

function calendarOf(code: string, days: CalendarDays): WorkingCalendar {
  const version = contentHash(days);
  const key = `${code}@${version}`;
  const known = built.get(key);
  if (known) return known;
  if (built.size >= MAX_BUILT) built.clear();
  const calendar = workingCalendar(code, version, days);
  built.set(key, calendar);
  return calendar;
}

function calendarSet(named: ReadonlyMap<string, NamedDays>): CalendarSet {
  const calendars = new Map([...named].map(([code, { days }]) => [code, calendarOf(code, days)]));
  const otherwise = calendars.get(DEFAULT_CALENDAR);
  if (!otherwise) throw new Error(`calendar ${DEFAULT_CALENDAR} is not in force`);
  const ofOrg = orgMatcher(patternsOf(named, calendars), otherwise);
  return {
    codes: [...calendars.keys()],
    get: (code) => calendars.get(code),
    daysOf: (code) => named.get(code)?.days,
    forOrg: (org) => (org === null ? otherwise : ofOrg(org)),
  };
}

/** Of two that name the same organisation the one with the earlier code: a draft that would do so at any time is refused. */
function patternsOf<T>(
  named: ReadonlyMap<string, { readonly orgs: readonly string[] }>,
  values: ReadonlyMap<string, T>,
): Map<string, T> {
  const patterns = new Map<string, T>();
  for (const [code, { orgs }] of [...named].sort(([a], [b]) => (a < b ? -1 : 1)))
    for (const org of orgs) if (!patterns.has(org)) patterns.set(org, values.get(code)!);
  return patterns;
}

function profileSet(
  bodies: ReadonlyMap<string, unknown>,
  kept: KeptProfile,
): { readonly profiles: ProfileSet; readonly unread: readonly string[] } {
  const unread: string[] = [];
  const profiles = new Map<string, RuleProfile>();
  const orgs = new Map<string, { orgs: readonly string[] }>();
  while (profiles.size < bodies.size) {
    const waiting = [...bodies].filter(([code]) => !profiles.has(code));
    const [code, body] =
      waiting.find(([, one]) => profiles.has(parentOf(one) ?? '') || parentOf(one) === undefined) ?? waiting[0]!;
    const reading = readProfile(body, profiles);
    let found: ReadProfile | undefined;
    if ('faults' in reading) {
      found = keptProfile(code, body, profiles, kept);
      if (!found) throw unreadable(code, reading.faults[0]);
      unread.push(refOf(found.profile));
    } else found = reading;
    profiles.set(code, found.profile);
    orgs.set(code, found);
  }
  const otherwise = profiles.get(DEFAULT_PROFILE);
  if (!otherwise) throw new Error(`profile ${DEFAULT_PROFILE} is not in force`);
  const ofOrg = orgMatcher(patternsOf(orgs, profiles), otherwise);
  const set: ProfileSet = {
    codes: [...profiles.keys()],
    get: (code) => profiles.get(code),
    forOrg: (org) => (org === null ? otherwise : ofOrg(org)),
  };
  return { profiles: set, unread };
}

/**
 * While processes are exchanged one after another, a newer one may publish a profile that says what an older one doesn't
 * know. It was stored as it counts before any case could name it: new cases get it all the same, under its own version.
 */
function keptProfile(
  code: string,
  body: unknown,
  known: ReadonlyMap<string, RuleProfile>,
  kept: KeptProfile,
): ReadProfile | undefined {
  const { version, orgs } = (body ?? {}) as { readonly version?: unknown; readonly orgs?: unknown };
  const parent = parentOf(body);
  if (typeof version !== 'string' || (parent !== undefined && !known.has(parent))) return undefined;
  const profile = kept(refOf({ code, version: versionBeside(version, known.get(parent ?? '')) }));
  const patterns: readonly unknown[] = Array.isArray(orgs) ? orgs : [];
  return profile && { profile, orgs: patterns.filter((one) => typeof one === 'string') };
}

/** A profile that another edition of this program has taken; a file of `config/profiles` with a new version mends it. */
const unreadable = (code: string, { path, zh, en }: SchemaFault): Error =>
  new Error(`规则方案 ${code}：${path} ${zh} / rule profile ${code}: ${path}: ${en}`);
