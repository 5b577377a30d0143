import { Injectable } from '@nestjs/common';
import type { CatalogueKind, CatalogueRemark, CatalogueWords } from '../../console/catalogue.protocol.js';
import type { BatchBrief, BatchEntry, BatchPage, CatalogueBatch, ImportRow } from '../../console/exchange.protocol.js';
import { rfc3339 } from '../../domain/instant.js';
import { DEFAULT_LIMIT, idAfter, MAX_LIMIT, pageOf, parametersOf, upTo } from '../../http/page-query.js';
import { problem } from '../../http/problem.js';
import { type Account, visibleOrg } from '../../identity/account.js';
import { Clock } from '../../time/clock.js';
import { CatalogueValidator } from '../kinds/catalogue.validator.js';
import { DraftDesk } from '../drafts/draft.desk.js';
import { readCheck } from '../drafts/draft.input.js';
import type { DraftRecord } from '../drafts/draft.js';
import { DraftRepository } from '../drafts/draft.repository.js';
import { lateFaults } from '../drafts/draft.faults.js';
import { transit } from '../drafts/draft.transitions.js';
import { draftBrief } from '../drafts/draft.view.js';
import { labelled } from '../browse/member-path.js';
import { hasCitations, keptSources } from '../profiles/profile.citations.js';
import { inForceAt } from '../versions/version.js';
import { type BatchRecord, BatchRepository } from './batch.repository.js';
import { ExchangeRepository } from './exchange.repository.js';
import { isMembers } from './members.js';
import { Neighbours } from './neighbours.js';

/** Tells the cursors of this list from those of others. */
const CURSOR = 'cb1';
/** Faults that a refusal of a whole batch tells. */
const TOLD = 20;

const briefOf = ({ createdAt, ...batch }: BatchRecord): BatchBrief => ({
  ...batch,
  createdAt: rfc3339(Math.round(createdAt)),
});

/** Raised by every edit and every closing of a draft. */
const editionOf = (drafts: readonly DraftRecord[]): number =>
  drafts.reduce((sum, { edition, state }) => sum + edition + (state === 'draft' ? 0 : 1), 0);

const isOpen = ({ state }: DraftRecord): boolean => state === 'draft';

/** The drafts of one import: seen and checked as a whole. */
@Injectable()
export class BatchService {
  constructor(
    private readonly batches: BatchRepository,
    private readonly drafts: DraftRepository,
    private readonly desk: DraftDesk,
    private readonly stored: ExchangeRepository,
    private readonly validator: CatalogueValidator,
    private readonly clock: Clock,
  ) {}

  async list(query: unknown, account: Account): Promise<BatchPage> {
    const read = parametersOf(query, ['limit', 'cursor']);
    const limit = read('limit', upTo(MAX_LIMIT)) ?? DEFAULT_LIMIT;
    const after = read('cursor', idAfter(CURSOR));
    const { rows, total } = await this.batches.page({ account: account.id, scope: visibleOrg(account), limit, after });
    const listed = rows.map((record) => ({ id: String(record.id), record }));
    const { page, nextCursor } = pageOf(CURSOR, listed, limit);
    return { items: page.map(({ record }) => briefOf(record)), nextCursor, total };
  }

  /** @throws 404 */
  async get(id: number, account: Account): Promise<CatalogueBatch> {
    const batch = await this.found(id, account);
    const [drafts, refusedRows] = await Promise.all([this.drafts.ofBatch(id), this.batches.refusedRows(id)]);
    return {
      ...briefOf(batch),
      edition: editionOf(drafts),
      entries: await this.entriesOf(batch.kind, drafts),
      refusedRows: refusedRows as ImportRow[],
      mayCheck: obstacle(drafts, account),
    };
  }

  /** With what is doubtful in those that wait beside the versions that they would follow. */
  private async entriesOf(kind: CatalogueKind, drafts: readonly DraftRecord[]): Promise<BatchEntry[]> {
    const open = hasCitations(kind) ? drafts.filter(isOpen) : [];
    const versions = await this.stored.versions(
      kind,
      open.map(({ code }) => code),
    );
    const now = this.clock.now();
    const keptIn = ({ code, body, effectiveFrom }: DraftRecord): CatalogueRemark[] => {
      const base = inForceAt(versions.get(code) ?? [], effectiveFrom ?? now);
      return labelled(kind, keptSources(kind, base?.body ?? null, body));
    };
    return drafts.map((draft) => ({ ...draftBrief(draft), warnings: isOpen(draft) ? keptIn(draft) : [] }));
  }

  /** Every draft that is still open, or none. @throws 400, 403, 404, 409 */
  async check(id: number, value: unknown, account: Account): Promise<CatalogueBatch> {
    const { edition, approve, reason } = readCheck(value);
    await this.found(id, account);
    const drafts = await this.drafts.ofBatch(id);
    if (editionOf(drafts) !== edition)
      throw problem(
        409,
        'batch-edited',
        { zh: '批次中的草案已有变动，请重新阅读', en: 'drafts of the batch have changed: read it again' },
        'edition',
      );
    const open = drafts.filter(isOpen);
    if (open.length === 0) throw problem(409, 'batch-closed', CLOSED);
    if (approve) await this.desk.approveAll(open, account, reason, () => this.refuseFaults(open));
    else await this.reject(open, account, reason);
    return this.get(id, account);
  }

  private reject(open: readonly DraftRecord[], account: Account, reason: string | null): Promise<void> {
    return this.drafts.transaction(async (manager) => {
      for (const { id, edition } of open) {
        const draft = await this.drafts.lock(manager, id);
        await this.desk.close(manager, draft!, 'rejected', account, reason, edition);
      }
    });
  }

  /** As they would be in force beside each other. @throws 400 */
  private async refuseFaults(open: readonly DraftRecord[]): Promise<void> {
    const now = this.clock.now();
    const entries = open.map(({ code, body }) => ({ code, value: isMembers(body) ? body : {} }));
    const beside = new Neighbours(open[0]!.kind, await this.validator.beside(), entries);
    const lines: CatalogueWords[] = [];
    for (const { kind, code, body, effectiveFrom } of open) {
      const validation = await beside.around(code, (around) =>
        this.validator.validate(kind, code, body, effectiveFrom, around),
      );
      const faults = 'faults' in validation ? validation.faults : lateFaults(kind, effectiveFrom, now);
      lines.push(
        ...faults.map(({ member, zh, en }) => ({ zh: `${code} ${member} ${zh}`, en: `${code} ${member} ${en}` })),
      );
    }
    if (lines.length === 0) return;
    const line = (language: 'zh' | 'en'): string =>
      lines
        .slice(0, TOLD)
        .map((one) => one[language])
        .join('; ');
    throw problem(400, 'invalid-batch', { zh: line('zh'), en: line('en') });
  }

  /** @throws 404 also where the account may not see it */
  private async found(id: number, account: Account): Promise<BatchRecord> {
    const isId = Number.isSafeInteger(id) && id > 0 && id < 2 ** 31;
    const batch = isId ? await this.batches.byId(id, account.id, visibleOrg(account)) : undefined;
    if (batch) return batch;
    throw problem(404, 'unknown-batch', { zh: '没有这个批次', en: 'there is no such batch' });
  }
}

const CLOSED = { zh: '批次中没有待审核的草案', en: 'no draft of the batch waits for its check' };

function obstacle(drafts: readonly DraftRecord[], account: Account): CatalogueWords | null {
  const open = drafts.filter(isOpen);
  if (open.length === 0) return CLOSED;
  for (const { state, writers } of open) {
    const found = transit(state, 'checked', { isWriter: writers.includes(account.id) });
    if ('refusal' in found) return found.refusal.words;
  }
  return null;
}
