import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import type { CatalogueKind, CatalogueRemark } from '../../console/catalogue.protocol.js';
import type { Instant } from '../../domain/instant.js';
import { findUnstorable } from '../../intake/text.js';
import { CALENDAR_KIND } from '../calendars/calendar.kind.js';
import { CatalogueService } from '../catalogue.service.js';
import { refOf } from '../in-force/frozen-standards.js';
import { ITEM_KIND } from '../items/item.kind.js';
import { type Beside, type EntryReading, type KindRules, type ReadEntry, remark } from './kind.js';
import { ORGANISATION_KIND } from '../organisations/organisation.kind.js';
import { OrganisationRepository } from '../organisations/organisation.repository.js';
import { PROFILE_KIND, resolvedProfile } from '../profiles/profile.kind.js';
import { STANDARD_KIND } from './standard.kind.js';
import { StandardRepository } from '../in-force/standard.repository.js';

export const KIND_RULES: Readonly<Record<CatalogueKind, KindRules>> = {
  items: ITEM_KIND,
  organisations: ORGANISATION_KIND,
  calendars: CALENDAR_KIND,
  standards: STANDARD_KIND,
  profiles: PROFILE_KIND,
};

export type Validation =
  | (ReadEntry & { readonly warnings: readonly CatalogueRemark[] })
  | { readonly faults: readonly [CatalogueRemark, ...CatalogueRemark[]] };

/** Checks whole versions as requests and files give them. */
@Injectable()
export class CatalogueValidator {
  constructor(
    private readonly catalogue: CatalogueService,
    private readonly organisations: OrganisationRepository,
    private readonly standards: StandardRepository,
  ) {}

  /** What is in force now. Rows of one file are added to it as they are read, and may refer to each other. */
  async beside(): Promise<Beside> {
    await this.catalogue.ensure(await this.catalogue.revision());
    const { calendars, profiles } = this.catalogue.bodies();
    return {
      organisations: await this.organisations.inForce(),
      calendars: new Map(calendars),
      profiles: new Map(profiles),
      hasItem: (code) => this.catalogue.newest(code) !== undefined,
    };
  }

  /**
   * Reads one version and says what is wrong or doubtful with it. A member `code` may repeat the code.
   *
   * @param from when it comes into force; `null`: now. It must stand beside what is in force then, and whenever that changes
   * @param beside what it may refer to; by default what is in force
   */
  async validate(
    kind: CatalogueKind,
    code: string,
    value: unknown,
    from: Instant | null,
    beside?: Beside,
  ): Promise<Validation> {
    const rules = KIND_RULES[kind];
    const reading = read(rules, code, value);
    if ('faults' in reading) return reading;
    const now = beside ?? (await this.beside());
    const [known = now, ...later] = this.during(kind, code, from, now);
    const faults = rules.faults(code, reading.body, known);
    const clash = later.map((one) => rules.faults(code, reading.body, one)).find((found) => found.length > 0);
    if (faults.length === 0 && clash) faults.push(...clash);
    if (faults.length === 0 && kind === 'profiles') faults.push(...(await this.renamed(code, reading.body, known)));
    const [first, ...more] = faults;
    if (first) return { faults: [first, ...more] };
    return { ...reading, warnings: rules.warnings(code, reading.body, known) };
  }

  /** What stands beside a version from its start on; what the rows of one file say stays. */
  private during(kind: CatalogueKind, code: string, from: Instant | null, now: Beside): Beside[] {
    if (kind !== 'calendars' && kind !== 'profiles') return [now];
    const inForce = this.catalogue.bodies();
    return this.catalogue.bodiesDuring({ kind, code }, from).map(({ calendars, profiles }) => ({
      ...now,
      calendars: withRows(calendars, now.calendars, inForce.calendars),
      profiles: withRows(profiles, now.profiles, inForce.profiles),
    }));
  }

  /** What is doubtful about a version that is there. */
  async warnings(kind: CatalogueKind, code: string, body: unknown): Promise<CatalogueRemark[]> {
    return KIND_RULES[kind].warnings(code, body, await this.beside());
  }

  /** Cases name a profile by code and version: one name never means two things. */
  private async renamed(code: string, body: unknown, { profiles }: Beside): Promise<CatalogueRemark[]> {
    const profile = resolvedProfile(code, body, profiles);
    if (!profile) return [];
    const [kept] = await this.standards.byRefs([refOf(profile)]);
    if (!kept || isDeepStrictEqual(kept.body, JSON.parse(JSON.stringify(profile)))) return [];
    const { version } = body as { readonly version: string };
    return [
      remark(
        'version',
        `版本 ${version} 已有不同内容，请换新的版本号`,
        `version ${version} has another content already: a changed profile needs a new version`,
      ),
    ];
  }
}

/** Those that a file says are others than the ones in force. */
const withRows = <T>(
  bodies: ReadonlyMap<string, T>,
  given: ReadonlyMap<string, T>,
  inForce: ReadonlyMap<string, T>,
): Map<string, T> => new Map([...bodies, ...[...given].filter(([code, body]) => inForce.get(code) !== body)]);

function read(rules: KindRules, code: string, value: unknown): EntryReading {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { faults: [remark('', '应为对象', 'must be an object')] };
  const unstorable = findUnstorable(value, '');
  if (unstorable !== undefined)
    return {
      faults: [
        remark(
          unstorable,
          '含有无法保存的字符，或者嵌套过深',
          'contains characters that cannot be stored, or is nested too deeply',
        ),
      ],
    };
  if (!code.isWellFormed() || code.includes('\0'))
    return { faults: [remark('code', '含有无法保存的字符', 'contains characters that cannot be stored')] };
  if (rules.kind === 'items' || rules.kind === 'profiles') return rules.read(code, value);
  const { code: stated, ...rest } = value as Record<string, unknown>;
  if (stated !== undefined && stated !== code)
    return { faults: [remark('code', `应为 ${code}`, `must be ${code}, as the path says`)] };
  return rules.read(code, rest);
}
