import { join } from 'node:path';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { ItemVersion, RuleProfile, Standards } from '../domain/standards.js';
import { CONFIG_DIR } from '../settings/settings.token.js';
import { loadCalendars, type CalendarSet } from './calendar.loader.js';
import { calendarRecord, FrozenStandards, profileRecord, refOf, type StandardRefs } from './frozen-standards.js';
import { judgedVersion } from './item.js';
import { loadItems, type ItemFile } from './item.files.js';
import { ItemIndex } from './item.index.js';
import { ItemRepository } from './item.repository.js';
import { ItemService } from './item.service.js';
import { DEFAULT_PROFILE, loadProfiles, type ProfileSet } from './profile.loader.js';
import { StandardRepository } from './standard.repository.js';
import { ConfigFileError } from './yaml-node.js';

/** `created_by` of versions that came from files. */
const FROM_FILES = 'config/items';

/** The standards by which cases are judged: items, calendars and the rule profile. */
@Injectable()
export class CatalogueService implements OnModuleInit {
  readonly calendars: CalendarSet;
  readonly profiles: ProfileSet;
  /** `default`, for names on cards whose own profile nobody asks for. */
  readonly profile: RuleProfile;
  private readonly index = new ItemIndex();
  private readonly frozen = new FrozenStandards();
  private readonly profileDir: string;
  private loading: Promise<void> = Promise.resolve();

  constructor(
    private readonly items: ItemRepository,
    private readonly publisher: ItemService,
    @Inject(CONFIG_DIR) private readonly configDir: string,
    private readonly standardRows: StandardRepository,
  ) {
    this.profileDir = join(configDir, 'profiles');
    this.calendars = loadCalendars(join(configDir, 'calendars'));
    this.profiles = loadProfiles(this.profileDir);
    this.profile = this.profiles.get(DEFAULT_PROFILE)!;
  }

  /** Keeps what the files say now, loads what they have ever said. */
  async onModuleInit(): Promise<void> {
    await this.keepCurrent();
    this.frozen.add(await this.standardRows.all());
    await this.publishFiles(loadItems(join(this.configDir, 'items')), FROM_FILES);
  }

  /** Publishes items from files, named by `by`; those that have been published before are left alone. */
  async publishFiles(files: readonly ItemFile[], by: string): Promise<void> {
    await this.publisher.publishFiles(files, by);
    await this.ensure(await this.revision());
  }

  /** Number of the newest version; a case opened now keeps it. */
  revision(): Promise<number> {
    return this.items.revision();
  }

  /** After this, `standards` answers for every revision up to `rev`, and for the refs of these cases if they are stored. */
  async ensure(rev: number, cases: Iterable<StandardRefs> = []): Promise<void> {
    // Another process may have stored newer ones.
    const refs = this.frozen.unknown(cases);
    if (refs.length > 0) this.frozen.add(await this.standardRows.byRefs(refs));
    if (rev <= this.index.revision) return;
    // One load after another: two at once would add the same versions.
    this.loading = this.loading.catch(() => undefined).then(() => this.load(rev));
    await this.loading;
  }

  /** What a new case of an organisation is judged by. */
  currentRefs(org: string | null = null): StandardRefs {
    return { calendar: refOf(this.calendars.forOrg(org)), profile: refOf(this.profiles.forOrg(org)) };
  }

  /** Of each calendar the one in force, for cases whose own cannot count. */
  currentCalendars(): string[] {
    return this.calendars.codes.map((code) => refOf(this.calendars.get(code)!));
  }

  /**
   * Exactly the standards that a case keeps; call `ensure` first.
   * @throws UnknownStandard
   */
  standards(refs: StandardRefs & { readonly rev: number }): Standards {
    const { rev } = refs;
    if (rev > this.index.revision) throw new Error(`catalogue revision ${rev} has not been loaded`);
    return {
      calendar: this.frozen.calendar(refs.calendar),
      profile: this.frozen.profile(refs.profile),
      itemAt: (code, at) => this.index.at(code, at, rev),
    };
  }

  /** Those of a case's calendar and profile that are not kept; nothing else may judge it. Call `ensure` first. */
  missing(refs: StandardRefs): string[] {
    return this.frozen.unknown([refs]);
  }

  /** The newest version, for names on lists and cards. */
  newest(code: string): ItemVersion | undefined {
    return this.index.newest(code);
  }

  /** A calendar's version follows from its content; a profile's is written by hand and must be raised with every change. */
  private async keepCurrent(): Promise<void> {
    const calendars = this.calendars.codes.map((code) =>
      calendarRecord(this.calendars.get(code)!, this.calendars.daysOf(code)!),
    );
    const profiles = this.profiles.codes.map((code) => profileRecord(this.profiles.get(code)!));
    const others = await this.standardRows.store([...calendars, ...profiles]);
    // Those that extend a changed one have changed with it.
    const [changed] = others.sort((a, b) => a.split('+').length - b.split('+').length);
    if (changed !== undefined)
      throw new ConfigFileError(
        join(this.profileDir, `${changed.slice(0, changed.indexOf('@'))}.yaml`),
        'version',
        `${changed} has been in force with another content: a changed profile needs a new version`,
      );
  }

  private async load(rev: number): Promise<void> {
    if (rev <= this.index.revision) return;
    this.index.add((await this.items.since(this.index.revision)).map(judgedVersion));
  }
}
