import { Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import type { ImportAnswer } from '../../../console/exchange.protocol.js';
import { oneOf, parametersOf, text } from '../../../http/page-query.js';
import { badRequest } from '../../../http/problem.js';
import type { Account } from '../../../identity/account.js';
import { CONFIG_DIR } from '../../../settings/settings.token.js';
import { Clock } from '../../../time/clock.js';
import { inForceAt } from '../../versions/version.js';
import { MAX_NOTE } from '../../drafts/draft.input.js';
import { ExchangeRepository } from '../exchange.repository.js';
import { entryOf } from '../export.service.js';
import { readBody, readFormat } from '../file.reader.js';
import { type Delivery, ImportService, noteOf } from '../import.service.js';
import { readItems } from './national.items.js';
import { loadNationalMapping, type NationalMapping } from './national.mapping.js';
import { BASIC, readNational } from './national.tables.js';

/** 国家实施清单 as items of the catalogue. */
@Injectable()
export class NationalService {
  constructor(
    private readonly imports: ImportService,
    private readonly stored: ExchangeRepository,
    private readonly clock: Clock,
    @Inject(CONFIG_DIR) private readonly configDir: string,
  ) {}

  /** @throws 400, 404, 413, 415, 503 */
  async post(req: Request, query: unknown, account: Account): Promise<ImportAnswer> {
    const read = parametersOf(query, ['apply', 'source', 'note']);
    const apply = read('apply', oneOf(['true', 'false'])) === 'true';
    const [source, note] = [read('source', text(64)), noteOf(read('note', text(MAX_NOTE)), apply)];
    if (source === undefined)
      throw badRequest('source', { zh: '须写明映射文件的名称', en: 'must name the mapping file' });
    const mapping = loadNationalMapping(this.configDir, source);
    const format = readFormat(req, ['csv', 'zip']);
    const bytes = await readBody(req);
    return this.imports.deliver(apply, note, account, () => this.delivery(source, mapping, format, bytes));
  }

  private async delivery(
    source: string,
    mapping: NationalMapping,
    format: 'csv' | 'zip',
    bytes: Uint8Array,
  ): Promise<Delivery> {
    const file = await readNational(format, bytes, mapping);
    const codes = (file.get(BASIC)?.rows ?? []).map(({ cells }) => cells.get('task_code') ?? '');
    const versions = await this.stored.versions('items', [...new Set(codes)]);
    const now = this.clock.now();
    const baseOf = (code: string) => {
      const version = inForceAt(versions.get(code) ?? [], now);
      return version && entryOf(version);
    };
    return { kind: 'items', origin: `national:${source}`, ...readItems(file, mapping, baseOf, now) };
  }
}
