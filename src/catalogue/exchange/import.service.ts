import { setImmediate as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import type { CatalogueKind } from '../../console/catalogue.protocol.js';
import type { ImportAnswer, ImportRemark, UnknownValue } from '../../console/exchange.protocol.js';
import { oneOf, parametersOf, text } from '../../http/page-query.js';
import { problem } from '../../http/problem.js';
import { Turns } from '../../http/turns.js';
import type { Account } from '../../identity/account.js';
import { Clock } from '../../time/clock.js';
import { MAX_NOTE, readKind, reasonOf } from '../drafts/draft.input.js';
import { DraftRepository } from '../drafts/draft.repository.js';
import type { Queries } from '../versions/publish-lock.js';
import type { FileEntry } from './file-entry.js';
import { BatchRepository } from './batch.repository.js';
import { countsOf, type Examined, labelledRows, rowOf } from './examination.js';
import { Examiner } from './examiner.js';
import { MAX_ENTRIES, ENTRIES_AT_ONCE } from './exchange-limits.js';
import { FileReader, readBody, readFormat } from './file.reader.js';
import { tooManyRows } from './header.js';

/** Imports that may wait for the one that is being worked on. */
const MAX_WAITING = 4;

const busy = () =>
  problem(503, 'imports-busy', {
    zh: '正在处理其他导入，请稍候再试',
    en: 'other imports are being worked on; try again in a moment',
  });

/** Drafts that are handed in say why; a dry run need not. @throws 400 */
export const noteOf = (note: string | undefined, apply: boolean): string | null =>
  apply ? reasonOf(note, 'note') : (note ?? null);

/** What a file says, ready to be looked at. */
export interface Delivery {
  readonly kind: CatalogueKind;
  readonly origin: string;
  readonly entries: readonly FileEntry[];
  readonly unknownValues?: readonly UnknownValue[];
  readonly leftOut?: readonly ImportRemark[];
}

/** Files of the catalogue: first what would become of them, then drafts. */
@Injectable()
export class ImportService {
  private readonly turns = new Turns(1, MAX_WAITING, busy);

  constructor(
    private readonly files: FileReader,
    private readonly examiner: Examiner,
    private readonly batches: BatchRepository,
    private readonly drafts: DraftRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws 400, 404, 413, 415, 503 */
  async post(kindName: string, req: Request, query: unknown, account: Account): Promise<ImportAnswer> {
    const kind = readKind(kindName);
    const read = parametersOf(query, ['apply', 'table', 'note']);
    const [apply, table] = [read('apply', oneOf(['true', 'false'])) === 'true', read('table', text(40))];
    const note = noteOf(read('note', text(MAX_NOTE)), apply);
    const format = readFormat(req, ['csv', 'zip', 'xlsx', 'yaml']);
    const bytes = await readBody(req);
    return this.deliver(apply, note, account, async () => ({
      kind,
      origin: format,
      entries: await this.files.read(kind, format, bytes, table),
    }));
  }

  /** One import at a time: they are large, and the next one sees what the former has drafted. */
  deliver(apply: boolean, note: string | null, account: Account, read: () => Promise<Delivery>): Promise<ImportAnswer> {
    return this.turns.take(async () => {
      const delivery = await read();
      if (delivery.entries.length > MAX_ENTRIES) throw tooManyRows(delivery.origin, MAX_ENTRIES);
      const examined = await this.examiner.examine(delivery.kind, delivery.entries, account);
      const stored = apply ? await this.store(delivery, examined, note, account) : undefined;
      return {
        kind: delivery.kind,
        applied: apply,
        batch: stored?.batch ?? null,
        counts: countsOf(examined),
        rows: examined.map((one) => rowOf(delivery.kind, one, stored?.drafts.get(one) ?? null)),
        unknownValues: [...(delivery.unknownValues ?? [])],
        leftOut: labelledRows(delivery.kind, delivery.leftOut ?? []),
      };
    });
  }

  /** All accepted rows as drafts of one batch, which also keeps what was refused; nothing where nothing changes. */
  private async store(delivery: Delivery, examined: readonly Examined[], note: string | null, account: Account) {
    const refused = examined.filter(({ outcome }) => outcome === 'refused');
    const accepted = examined.filter(({ content }) => content);
    if (refused.length + accepted.length === 0) return undefined;
    const { kind, origin } = delivery;
    const at = this.clock.now();
    return this.drafts.transaction(async (manager) => {
      const refusedRows = JSON.stringify(refused.map((one) => rowOf(kind, one, null)));
      const head = { kind, origin, note, author: account.id, at, refused: refused.length, refusedRows };
      const batch = await this.batches.add(manager, head);
      const drafts = new Map<Examined, number>();
      for (const [i, one] of accepted.entries()) {
        if (i % ENTRIES_AT_ONCE === 0) await pause();
        drafts.set(one, await this.draft(manager, kind, one, note, account));
      }
      await this.batches.link(manager, batch, [...drafts.values()]);
      return { batch, drafts };
    });
  }

  private async draft(
    manager: Queries,
    kind: CatalogueKind,
    { entry, content }: Examined,
    note: string | null,
    account: Account,
  ) {
    const at = this.clock.now();
    const given = { ...content!, note };
    const draft = await this.drafts.add(manager, kind, entry.code, given, account.id, at);
    const step = { draft, at, account: account.id, act: 'drafted', from: null, to: 'draft', edition: 1 } as const;
    await this.drafts.trace(manager, { ...step, reason: note, body: given.body });
    return draft;
  }
}
