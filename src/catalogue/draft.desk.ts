import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { problem } from '../http/problem.js';
import type { Account } from '../identity/account.js';
import { Clock } from '../time/clock.js';
import { CatalogueService } from './catalogue.service.js';
import type { DraftRecord } from './draft.js';
import { DraftRepository } from './draft.repository.js';
import { stateAfter } from './draft.steps.js';
import type { ItemBody } from './item.js';
import { ItemPublication } from './item.repository.js';
import { type Queries, whilePublishing } from './publish-lock.js';
import { ChangedStandard, VersionPublisher } from './version.publisher.js';
import { VersionPublication, VersionRepository } from './version.repository.js';
import { inForceAt } from './version.js';

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
    this.mayClose(draft, 'checked', account, reason, edition);
    for (let attempt = 1; ; attempt++) {
      const seen = await this.versions.revision();
      await look(draft);
      const done = await this.inForce(draft.id, seen, edition, account, reason);
      if (done) break;
      if (attempt === MAX_ATTEMPTS)
        throw problem(409, 'catalogue-moves', {
          zh: '目录正在变动，请稍后再审核',
          en: 'the catalogue is being changed: check again',
        });
    }
    await this.catalogue.ensure(await this.catalogue.revision());
  }

  /** False: something else has been published since it was looked at. */
  private async inForce(id: number, seen: number, edition: number, account: Account, reason: string | null) {
    try {
      return await whilePublishing(this.source, async (manager) => {
        const draft = (await this.drafts.lock(manager, id))!;
        this.mayClose(draft, 'checked', account, reason, edition);
        if ((await this.versions.revision(manager)) !== seen) return false;
        const base = inForceAt(
          await this.versions.versions(draft.kind, draft.code, manager),
          draft.effectiveFrom ?? this.clock.now(),
        );
        const version = await this.publish(manager, draft, account);
        await this.close(manager, draft, 'checked', account, reason, edition, { version, base: base?.version ?? null });
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
      const version = await new VersionPublication(manager).add(given, now);
      await this.publisher.settle(manager, kind, [code]);
      return version;
    }
    const items = new ItemPublication(manager);
    const [newest] = await items.versions(code);
    const version = (newest?.version ?? 0) + 1;
    const from = effectiveFrom ?? (newest ? now : null);
    await items.add({ code, version, effectiveFrom: from, body: body as ItemBody, createdBy, checked });
    return version;
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
    throw problem(
      409,
      'draft-edited',
      {
        zh: `草案已改为第 ${draft.edition} 稿，请重新阅读`,
        en: `the draft is at edition ${draft.edition} now: read it again`,
      },
      'edition',
    );
  }
}
