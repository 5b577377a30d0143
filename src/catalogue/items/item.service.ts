import { Injectable } from '@nestjs/common';
import { badRequest, outOfScope, problem } from '../../http/problem.js';
import { knownQuery, textOf } from '../../http/input.js';
import { DEFAULT_LIMIT, MAX_LIMIT, upTo } from '../../http/page-query.js';
import { type Account, canSee, visibleOrg } from '../../identity/account.js';
import { Clock } from '../../time/clock.js';
import { says, type ItemDraft, type ItemRecord } from './item.js';
import type { ItemFile } from './item.files.js';
import { isItemCode, readItem, type ItemFault } from './item.reader.js';
import { ItemRepository } from './item.repository.js';
import {
  itemPage,
  itemView,
  itemWithVersions,
  type ItemPageView,
  type ItemVersionsView,
  type ItemView,
} from './item.view.js';

@Injectable()
export class ItemService {
  constructor(
    private readonly items: ItemRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws 400; 403 where a limited account publishes an item of others, or takes one over */
  async put(code: string, body: unknown, account: Account): Promise<ItemView> {
    const reading = readItem(body);
    if ('faults' in reading) throw invalidItem(reading.faults);
    if (!isItemCode(code) || (reading.draft.code ?? code) !== code)
      throw badRequest('code', {
        zh: '应为不含空白的编码，并与路径一致',
        en: 'must be a code without blanks, the same as in the path',
      });
    return itemView(await this.publish(code, reading.draft, account));
  }

  /** Makes a new version unless the newest one already says the same. */
  private publish(code: string, draft: ItemDraft, account: Account): Promise<ItemRecord> {
    return this.items.publish(async (publication) => {
      const [newest] = await publication.versions(code);
      if (!canSee(visibleOrg(account), draft.body.org)) throw outOfScope('org');
      if (newest && !canSee(visibleOrg(account), newest.body.org)) throw outOfScope('code');
      const same = [newest].find((record) => says(record, draft));
      if (same) return same;
      const effectiveFrom = draft.effectiveFrom ?? (newest ? this.clock.now() : null);
      const version = (newest?.version ?? 0) + 1;
      return publication.add({ code, version, effectiveFrom, body: draft.body, createdBy: account.username });
    });
  }

  /**
   * Publishes what files say: a new version unless the newest one, or the newest that came from these files (`by`),
   * already says the same; so loading them at each start doesn't undo what was decided since.
   */
  publishFiles(files: readonly ItemFile[], by: string): Promise<number> {
    return this.items.publish((publication) => publication.addChanged(files, by, this.clock.now()));
  }

  async list(query: unknown): Promise<ItemPageView> {
    const { limit, cursor, q, org } = knownQuery(query, ['limit', 'cursor', 'q', 'org']);
    const size = limit === undefined ? DEFAULT_LIMIT : upTo(MAX_LIMIT)(limit, 'limit');
    const after = cursor === undefined ? undefined : readCursor(cursor);
    const text = q === undefined || q === '' ? undefined : textOf(q, 'q', 200);
    const page = await this.items.page({ limit: size + 1, after, text, org });
    return itemPage(page.records, size, page.total);
  }

  async get(code: string, query: unknown): Promise<ItemVersionsView> {
    const { version } = knownQuery(query, ['version']);
    const records = isItemCode(code) ? await this.items.versions(code) : [];
    const record = version === undefined ? records[0] : records.find((one) => String(one.version) === version);
    if (!record)
      throw problem(404, 'unknown-item', { zh: '没有这个事项或版本', en: 'there is no such item or version' });
    return itemWithVersions(record, records);
  }
}

function invalidItem(faults: readonly [ItemFault, ...ItemFault[]]) {
  const line = (language: 'zh' | 'en') =>
    faults.map((one) => (one.member === '' ? one[language] : `${one.member}: ${one[language]}`)).join('; ');
  return problem(400, 'invalid-item', { zh: line('zh'), en: line('en') }, faults[0].member);
}

function readCursor(text: string): string {
  const code = Buffer.from(text, 'base64url').toString();
  if (isItemCode(code)) return code;
  throw badRequest('cursor', { zh: '不是本接口给出的游标', en: 'is not a cursor of this list' });
}
