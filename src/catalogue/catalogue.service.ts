import { join } from 'node:path';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { WorkingCalendar } from '../domain/calendar.js';
import type { ItemVersion, RuleProfile, Standards } from '../domain/standards.js';
import { CONFIG_DIR } from '../settings/settings.token.js';
import { loadCalendars, type CalendarSet } from './calendar.loader.js';
import { judgedVersion } from './item.js';
import { loadItems } from './item.files.js';
import { ItemIndex } from './item.index.js';
import { ItemRepository } from './item.repository.js';
import { ItemService } from './item.service.js';
import { loadProfile } from './profile.loader.js';

/** `created_by` of versions that came from files. */
const FROM_FILES = 'config/items';

/** Names of the standards, as `code@version`, that a case keeps. */
export interface StandardRefs {
  readonly calendar: string;
  readonly profile: string;
}

const refOf = ({ code, version }: { readonly code: string; readonly version: string }): string => `${code}@${version}`;

/** The standards by which cases are judged: items, calendars and the rule profile. */
@Injectable()
export class CatalogueService implements OnModuleInit {
  readonly calendars: CalendarSet;
  readonly profile: RuleProfile;
  private readonly index = new ItemIndex();
  private loading: Promise<void> = Promise.resolve();

  constructor(
    private readonly items: ItemRepository,
    private readonly publisher: ItemService,
    @Inject(CONFIG_DIR) private readonly configDir: string,
  ) {
    this.calendars = loadCalendars(join(configDir, 'calendars'));
    this.profile = loadProfile(join(configDir, 'profiles', 'default.yaml'));
  }

  /** Loads the item files, then every version. */
  async onModuleInit(): Promise<void> {
    for (const { code, ...draft } of loadItems(join(this.configDir, 'items')))
      await this.publisher.publish(code, draft, FROM_FILES, FROM_FILES);
    await this.ensure(await this.revision());
  }

  /** Number of the newest version; a case opened now keeps it. */
  revision(): Promise<number> {
    return this.items.revision();
  }

  /** After this, `standards` answers for every revision up to `rev`. */
  async ensure(rev: number): Promise<void> {
    if (rev <= this.index.revision) return;
    // One load after another: two at once would add the same versions.
    this.loading = this.loading.catch(() => undefined).then(() => this.load(rev));
    await this.loading;
  }

  /** What a new case of an organisation is judged by. */
  currentRefs(org: string | null = null): StandardRefs {
    return { calendar: refOf(this.calendars.forOrg(org)), profile: refOf(this.profile) };
  }

  /**
   * The standards that a case keeps; call `ensure(rev)` first.
   * Files hold only what is in force now. A case frozen on an older calendar or profile is judged by the present one of
   * that code: a new year's notice only adds days, and no answer at all would leave the case without supervision.
   */
  standards(refs: StandardRefs & { readonly rev: number }, org: string | null): Standards {
    const { rev } = refs;
    if (rev > this.index.revision) throw new Error(`catalogue revision ${rev} has not been loaded`);
    return {
      calendar: this.calendarOf(refs.calendar, org),
      profile: this.profile,
      itemAt: (code, at) => this.index.at(code, at, rev),
    };
  }

  /** The newest version, for names on lists and cards. */
  newest(code: string): ItemVersion | undefined {
    return this.index.newest(code);
  }

  private calendarOf(ref: string, org: string | null): WorkingCalendar {
    return this.calendars.get(ref.split('@', 1)[0] ?? '') ?? this.calendars.forOrg(org);
  }

  private async load(rev: number): Promise<void> {
    if (rev <= this.index.revision) return;
    this.index.add((await this.items.since(this.index.revision)).map(judgedVersion));
  }
}
