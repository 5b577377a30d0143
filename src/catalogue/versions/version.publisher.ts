import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../time/clock.js';
import { projectOrganisations } from '../organisations/organisation.register.js';
import { type Queries, underPublishLock, whilePublishing } from './publish-lock.js';
import { FrozenStandards } from '../in-force/frozen-standards.js';
import { regimesOf } from '../in-force/regime.js';
import { allStandards, keepStandards } from '../in-force/standard.repository.js';
import { type FiledVersion, type NewStoredVersion, VersionPublication } from './version.repository.js';

/** A name by which cases have been judged would come to mean something else. */
export class ChangedStandard extends Error {
  override readonly name = 'ChangedStandard';

  /** @param ref `code@version` */
  constructor(readonly ref: string) {
    super(`${ref} has been in force with another content: a changed profile needs a new version`);
  }
}

/** What files of one folder say. */
export interface FiledGroup {
  readonly kind: NewStoredVersion['kind'];
  readonly files: readonly FiledVersion[];
  /** The name of the folder, kept as who has written the versions. */
  readonly by: string;
}

/** Brings versions of organisations, calendars, standards and profiles into the catalogue. */
@Injectable()
export class VersionPublisher {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Publishes what files say, all at once: a new version unless the newest one, or the newest that came from these
   * files, already says the same; so loading them at each start doesn't undo what was decided since.
   *
   * @throws ChangedStandard
   */
  publishFiles(groups: readonly FiledGroup[]): Promise<void> {
    return whilePublishing(this.source, async (manager) => {
      const publication = new VersionPublication(manager);
      const added: string[] = [];
      for (const { kind, files, by } of groups)
        added.push(...(await publication.addChanged(kind, files, by, this.clock.now())));
      for (const kind of new Set(groups.map((group) => group.kind))) await this.settle(manager, kind, added);
    });
  }

  /** Organisations whose version has come into force since it was published. */
  turnOrganisations(): Promise<void> {
    return underPublishLock(this.source, (manager) => projectOrganisations(manager, this.clock.now()));
  }

  /** What follows from new versions, in the same transaction. @throws ChangedStandard */
  async settle(manager: Queries, kind: NewStoredVersion['kind'], codes: readonly string[]): Promise<void> {
    if (kind === 'organisations') await projectOrganisations(manager, this.clock.now(), codes);
    if (kind !== 'calendars' && kind !== 'profiles') return;
    // Whatever a case may be given at this revision, now or later, is there before the case is.
    const kept = new FrozenStandards();
    kept.add(await allStandards(manager));
    const versions = await new VersionPublication(manager).regimes();
    const regimes = regimesOf(versions, this.clock.now(), (ref) => kept.keptProfile(ref));
    const records = new Map(regimes.flatMap((regime) => regime.records()).map((record) => [record.ref, record]));
    const changed = await keepStandards(manager, [...records.values()]);
    // Others were read by another edition of this program: what is kept goes on.
    const ref = changed.find((one) => codes.includes(one.slice(0, one.indexOf('@'))));
    if (ref !== undefined) throw new ChangedStandard(ref);
  }
}
