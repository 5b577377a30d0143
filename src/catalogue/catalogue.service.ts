import { join } from 'node:path';
import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Subject } from 'rxjs';
import type { Instant } from '../domain/instant.js';
import type { ItemVersion, RuleProfile, Standards } from '../domain/standards.js';
import { CONFIG_DIR } from '../settings/settings.token.js';
import { Clock } from '../time/clock.js';
import { type CalendarSet, loadCalendarBodies } from './calendars/calendar.loader.js';
import { FrozenStandards, refOf, type StandardRefs } from './in-force/frozen-standards.js';
import { judgedVersion } from './items/item.js';
import { loadItems, type ItemFile } from './items/item.files.js';
import { ItemIndex } from './items/item.index.js';
import { ItemRepository } from './items/item.repository.js';
import { ItemService } from './items/item.service.js';
import { Overlay, type OverlayDraft } from './in-force/overlay.js';
import { loadProfileBodies, type ProfileSet } from './profiles/profile.loader.js';
import type { Regime } from './in-force/regime.js';
import { type CatalogueStanding, Regimes } from './in-force/regimes.js';
import { StandardIndex } from './in-force/standard.index.js';
import { StandardRepository } from './in-force/standard.repository.js';
import type { StoredVersion } from './versions/version.js';
import { ChangedStandard, VersionPublisher } from './versions/version.publisher.js';
import { type FiledVersion, VersionRepository } from './versions/version.repository.js';
import { ConfigFileError } from './kinds/yaml-node.js';

/** `created_by` of versions that came from files. */
const fromFiles = (folder: 'items' | 'calendars' | 'profiles'): string => `config/${folder}`;

/** The standards by which cases are judged: items, calendars, discretion standards and rule profiles. */
@Injectable()
export class CatalogueService implements OnModuleInit {
  private readonly index = new ItemIndex();
  private readonly logger = new Logger('catalogue');
  private readonly frozen = new FrozenStandards();
  private readonly regimes = new Regimes(
    (ref) => this.frozen.keptProfile(ref),
    (refs) =>
      this.logger.error(
        `本版本读不懂规则方案 ${refs.join('、')}，新办件按其保存的内容研判，请完成升级 / this edition can't read these rule ` +
          `profiles; new cases are judged by them as they are kept: finish the upgrade`,
      ),
  );
  private readonly registered = new StandardIndex();
  private readonly changes = new Subject<void>();
  /** After this process has come to know of new versions, and when one that it knew comes into force. */
  readonly changes$ = this.changes.asObservable();
  /** Every version up to this number is in memory. */
  private loaded = 0;
  private loading: Promise<void> = Promise.resolve();

  constructor(
    private readonly items: ItemRepository,
    private readonly publisher: ItemService,
    @Inject(CONFIG_DIR) private readonly configDir: string,
    private readonly standardRows: StandardRepository,
    private readonly versions: VersionRepository,
    private readonly versionPublisher: VersionPublisher,
    private readonly clock: Clock,
  ) {}

  /** Keeps what the files say now, loads what they have ever said. */
  async onModuleInit(): Promise<void> {
    await this.publishStandards();
    this.frozen.add(await this.standardRows.all());
    await this.publishFiles(loadItems(join(this.configDir, 'items')), fromFiles('items'));
  }

  /** Publishes items from files, named by `by`; those that have been published before are left alone. */
  async publishFiles(files: readonly ItemFile[], by: string): Promise<void> {
    await this.publisher.publishFiles(files, by);
    await this.ensure(await this.revision());
  }

  /** The same for organisations. */
  publishOrganisations(files: readonly FiledVersion[], by: string): Promise<void> {
    return this.versionPublisher.publishFiles([{ kind: 'organisations', files, by }]);
  }

  /** Number of the newest version of anything; a case opened now keeps it. */
  revision(): Promise<number> {
    return this.versions.revision();
  }

  /** The newest version by which this process judges. */
  get judgedRevision(): number {
    return this.loaded;
  }

  /** After this, `standards` answers for every revision up to `rev`, and for the refs of these cases if they are stored. */
  async ensure(rev: number, cases: Iterable<StandardRefs> = []): Promise<void> {
    // Another process may have stored newer ones.
    const refs = this.frozen.unknown(cases);
    if (refs.length > 0) this.frozen.add(await this.standardRows.byRefs(refs));
    if (rev <= this.loaded) return;
    // One load after another: two at once would add the same versions.
    this.loading = this.loading.catch(() => undefined).then(() => this.load(rev));
    await this.loading;
  }

  /** What a new case of an organisation is judged by: the same for all that one batch opens. */
  currentRefs(org: string | null = null, { rev, at }: CatalogueStanding = this.standing()): StandardRefs {
    return this.regimes.at(at, rev).refsOf(org);
  }

  /** The calendars in force. */
  get calendars(): CalendarSet {
    return this.regime().calendars;
  }

  /** The rule profiles in force. */
  get profiles(): ProfileSet {
    return this.regime().profiles;
  }

  /** The profile in force where no other one names the organisation. */
  get profile(): RuleProfile {
    return this.profiles.forOrg(null);
  }

  /** Refs of profiles in force that this edition of the program can't read, and takes as they are kept. */
  get unreadProfiles(): readonly string[] {
    return this.regime().unread;
  }

  /** Calendars and profiles in force as they are written. */
  bodies(): Regime['bodies'] {
    return this.regime().bodies;
  }

  /** The same while a version that begins at `from`, or now, would be in force: at its start and after each later change. */
  bodiesDuring(version: Pick<StoredVersion, 'kind' | 'code'>, from: Instant | null): Regime['bodies'][] {
    const { rev, at } = this.standing();
    return this.regimes.during(version, Math.max(from ?? at, at), rev).map(({ bodies }) => bodies);
  }

  /** Of each calendar the one in force, for cases whose own cannot count. */
  currentCalendars(): string[] {
    const { calendars } = this;
    return calendars.codes.map((code) => refOf(calendars.get(code)!));
  }

  /**
   * Exactly the standards that a case keeps; call `ensure` first.
   * @throws UnknownStandard
   */
  standards(refs: StandardRefs & { readonly rev: number }): Standards {
    const { rev } = refs;
    if (rev > this.loaded) throw new Error(`catalogue revision ${rev} has not been loaded`);
    return {
      calendar: this.frozen.calendar(refs.calendar),
      profile: this.frozen.profile(refs.profile),
      itemAt: (code, at) => {
        const item = this.index.at(code, at, rev);
        return item && this.registered.join(item, at, rev);
      },
    };
  }

  /** The standards as they would be with a draft in force. @throws Error when the draft can't be read */
  overlay(draft: OverlayDraft): Overlay {
    return new Overlay(draft, {
      regimes: this.regimes,
      standing: this.standing(),
      items: this.index,
      registered: this.registered,
      standards: (refs) => this.standards(refs),
    });
  }

  /** Those of a case's calendar and profile that are not kept; nothing else may judge it. Call `ensure` first. */
  missing(refs: StandardRefs): string[] {
    return this.frozen.unknown([refs]);
  }

  /** The newest version, for names on lists and cards. */
  newest(code: string): ItemVersion | undefined {
    return this.index.newest(code);
  }

  /** Do other calendars or profiles come into force in (`after`, `now`]? */
  turned(after: Instant, now: Instant): boolean {
    return this.regimes.turned(after, now);
  }

  /** Tells those who follow the catalogue that something else is in force. */
  announce(): void {
    this.changes.next();
  }

  /** A calendar's version follows from its content; a profile's is written by hand and must be raised with every change. */
  private async publishStandards(): Promise<void> {
    const folder = (kind: 'calendars' | 'profiles'): string => join(this.configDir, kind);
    try {
      await this.versionPublisher.publishFiles([
        { kind: 'calendars', files: loadCalendarBodies(folder('calendars')), by: fromFiles('calendars') },
        { kind: 'profiles', files: loadProfileBodies(folder('profiles')), by: fromFiles('profiles') },
      ]);
    } catch (error) {
      if (!(error instanceof ChangedStandard)) throw error;
      const file = join(folder('profiles'), `${error.ref.slice(0, error.ref.indexOf('@'))}.yaml`);
      throw new ConfigFileError(file, 'version', error.message);
    }
  }

  private standing = (): CatalogueStanding => ({ rev: this.loaded, at: this.clock.now() });

  private regime(): Regime {
    const { rev, at } = this.standing();
    return this.regimes.at(at, rev);
  }

  private async load(rev: number): Promise<void> {
    if (rev <= this.loaded) return;
    const others = await this.versions.judging(this.loaded, rev);
    const items = (await this.items.since(this.loaded, rev)).map(judgedVersion);
    if (others.some(({ kind }) => kind === 'calendars' || kind === 'profiles'))
      this.frozen.add(await this.standardRows.all());
    this.index.add(items);
    this.regimes.add(others);
    this.registered.add(others);
    this.loaded = rev;
    this.changes.next();
  }
}
