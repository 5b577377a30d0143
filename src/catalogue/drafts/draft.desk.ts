import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { outOfScope, problem } from '../../http/problem.js';
import { type Account, visibleOrg } from '../../identity/account.js';
import { Clock } from '../../time/clock.js';
import { CatalogueService } from '../catalogue.service.js';
import { editedMeanwhile } from './draft.faults.js';
import { DraftReach } from './draft.reach.js';
import type { DraftRecord } from './draft.js';
import { DraftRepository } from './draft.repository.js';
import { stateAfter } from './draft.steps.js';
import type { ItemBody } from '../items/item.js';
import { ItemPublication } from '../items/item.repository.js';
import { type Queries, whilePublishing } from '../versions/publish-lock.js';
import { ChangedStandard, VersionPublisher } from '../versions/version.publisher.js';
import { VersionPublication, VersionRepository } from '../versions/version.repository.js';
import { inForceAt } from '../versions/version.js';

/** What is published beside a draft while it is checked makes the check begin anew, at most so often. */
const MAX_ATTEMPTS = 5;

/** Where drafts are decided: each once, by one person, and a version that comes of it at the same moment. */
@Injectable()
export class DraftDesk {
  constructor(
    private readonly source: DataSource,
    private readonly drafts: DraftRepository,
    private readonly versions: VersionRepository,
    private readonly publisher: VersionPublisher,
    private readonly catalogue: CatalogueService,
    private readonly reach: DraftReach,
    private readonly clock: Clock,
  ) {}

  /**
   * Brings a draft into force.
   *
   * @param look throws when the draft can't be in force beside what is
   */
  async approve(
    draft: DraftRecord,
    edition: number,
    account: Account,
    reason: string | null,
    look: (draft: DraftRecord) => Promise<void>,
  ): Promise<void> {
    await this.approveAll([{ ...draft, edition }], account, reason, () => look(draft));
  }

  /**
   * Brings drafts of one kind into force, all or none.
   *
   * @param drafts in the editions that have been read
   */
  async approveAll(
    drafts: readonly DraftRecord[],
    account: Account,
    reason: string | null,
    look: () => Promise<void>,
  ): Promise<void> {
    for (const draft of drafts) this.mayClose(draft, 'checked', account, reason, draft.edition);
    for (let attempt = 1; ; attempt++) {
      const seen = await this.versions.revision();
      await this.examined(drafts, account, reason, look);
      const done = await this.inForce(drafts, seen, account, reason);
      if (done) break;
      if (attempt === MAX_ATTEMPTS)
        throw problem(409, 'catalogue-moves', {
          zh: '目录正在变动，请稍后再审核',
          en: 'the catalogue is being changed: check again',
        });
    }
    await this.catalogue.ensure(await this.catalogue.revision());
  }

  /** What is wrong with a draft that somebody else has decided meanwhile is that: its own version now stands in its way. */
  private async examined(
    drafts: readonly DraftRecord[],
    account: Account,
    reason: string | null,
    look: () => Promise<void>,
  ): Promise<void> {
    try {
      await look();
    } catch (error) {
      for (const { id, edition } of drafts)
        this.mayClose((await this.drafts.byId(id))!, 'checked', account, reason, edition);
      throw error;
    }
  }

  /** False: something else has been published since they were looked at. */
  private async inForce(read: readonly DraftRecord[], seen: number, account: Account, reason: string | null) {
    try {
      return await whilePublishing(this.source, async (manager) => {
        if ((await this.versions.revision(manager)) !== seen) return false;
        for (const { id, edition } of read) {
          const draft = (await this.drafts.lock(manager, id))!;
          this.mayClose(draft, 'checked', account, reason, edition);
          const versions = await this.versions.versions(draft.kind, draft.code, manager);
          // What it stands on may have gone to another organisation since it was written.
          const beyond = await this.reach.beyond({ ...draft, newest: versions[0] }, visibleOrg(account), manager);
          if (beyond !== undefined) throw outOfScope(beyond);
          const base = inForceAt(versions, draft.effectiveFrom ?? this.clock.now())?.version ?? null;
          const version = await this.publish(manager, draft, account);
          await this.close(manager, draft, 'checked', account, reason, edition, { version, base });
        }
        await this.settle(manager, read);
        return true;
      });
    } catch (error) {
      if (!(error instanceof ChangedStandard)) throw error;
      const words = { zh: `${error.ref} 已有不同内容，请换新的版本号`, en: error.message };
      throw problem(409, 'changed-standard', words, 'body.version');
    }
  }

  private async publish(manager: Queries, draft: DraftRecord, account: Account): Promise<number> {
    const { kind, code, body, effectiveFrom, author: createdBy, note } = draft;
    const checked = { checker: account.username, note, draft: draft.id };
    const now = this.clock.now();
    if (kind !== 'items') {
      const given = { kind, code, body, effectiveFrom, createdBy, ...checked };
      return new VersionPublication(manager).add(given, now);
    }
    const items = new ItemPublication(manager);
    const [newest] = await items.versions(code);
    const version = (newest?.version ?? 0) + 1;
    const from = effectiveFrom ?? (newest ? now : null);
    await items.add({ code, version, effectiveFrom: from, body: body as ItemBody, createdBy, checked });
    return version;
  }

  private async settle(manager: Queries, drafts: readonly DraftRecord[]): Promise<void> {
    const [first] = drafts;
    if (first && first.kind !== 'items')
      await this.publisher.settle(
        manager,
        first.kind,
        drafts.map(({ code }) => code),
      );
  }

  /** @throws 400, 403 or 409 */
  async close(
    manager: Queries,
    draft: DraftRecord,
    act: 'checked' | 'rejected' | 'withdrawn',
    account: Account,
    reason: string | null,
    edition = draft.edition,
    published?: { readonly version: number; readonly base: number | null },
  ): Promise<void> {
    const to = this.mayClose(draft, act, account, reason, edition);
    const at = this.clock.now();
    const checker = act === 'withdrawn' ? null : account.id;
    await this.drafts.close(manager, { id: draft.id, state: to }, { checker, at, reason }, published);
    await this.drafts.trace(manager, {
      draft: draft.id,
      at,
      account: account.id,
      act,
      from: draft.state,
      to,
      edition,
      reason,
    });
  }

  private mayClose(
    draft: DraftRecord,
    act: 'checked' | 'rejected' | 'withdrawn',
    account: Account,
    reason: string | null,
    edition: number,
  ) {
    const to = stateAfter(draft, act, account, reason);
    if (draft.edition === edition) return to;
    throw editedMeanwhile(draft);
  }
}
