import { Readable } from 'node:stream';
import { setImmediate as pause } from 'node:timers/promises';
import { Injectable, StreamableFile } from '@nestjs/common';
import { zipSync } from 'fflate';
import type { CatalogueKind } from '../../console/catalogue.protocol.js';
import { EXPORT_FORMATS, type ExportFormat } from '../../console/exchange.protocol.js';
import { rfc3339 } from '../../domain/instant.js';
import { knownQuery } from '../../http/input.js';
import { badRequest } from '../../http/problem.js';
import { Clock } from '../../time/clock.js';
import { readKind } from '../drafts/draft.input.js';
import type { StoredVersion } from '../versions/version.js';
import { csvOf } from './csv.js';
import { ENTRIES_AT_ONCE } from './exchange-limits.js';
import { ExchangeRepository } from './exchange.repository.js';
import { KIND_TABLES } from './kind-tables.js';
import type { Members } from './members.js';
import { type PlacedTable, tablesOf } from './table.js';
import { type Row, rowsOf } from './tabulate.js';
import { xlsxOf } from './xlsx.js';
import { yamlOf } from './yaml.js';

const TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  zip: 'application/zip',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  yaml: 'application/yaml; charset=utf-8',
};
/** As old as an archive can say: the same tables give the same bytes. */
const MADE_AT = new Date(1980, 0, 1);

/** A version as files write it. */
export const entryOf = ({
  code,
  effectiveFrom,
  body,
}: Pick<StoredVersion, 'code' | 'effectiveFrom' | 'body'>): Members => ({
  code,
  ...(effectiveFrom !== null && { effectiveFrom: rfc3339(effectiveFrom) }),
  ...(body as Members),
});

/** The catalogue in force as files. */
@Injectable()
export class ExportService {
  constructor(
    private readonly entries: ExchangeRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws 400, 404 */
  async file(kindName: string, format: ExportFormat, query: unknown): Promise<StreamableFile> {
    const kind = readKind(kindName);
    const { table } = knownQuery(query, format === 'csv' ? ['table'] : []);
    const placed = format === 'csv' ? readTable(kind, table) : undefined;
    const versions = await this.entries.inForce(kind, this.clock.now());
    const name = placed ? placed.table.name : kind;
    const disposition = `attachment; filename="${name}.${format}"`;
    if (format === 'yaml')
      return new StreamableFile(Readable.from(yamlPieces(versions)), { type: TYPES.yaml, disposition });
    const bytes = await this.bytes(kind, format, placed, await rowsOfAll(kind, versions));
    return new StreamableFile(bytes, { type: TYPES[format], disposition });
  }

  private async bytes(
    kind: CatalogueKind,
    format: 'csv' | 'zip' | 'xlsx',
    placed: PlacedTable | undefined,
    rows: Row[],
  ) {
    if (format === 'xlsx') return xlsxOf(KIND_TABLES[kind], rows);
    if (placed) return Buffer.from(csvOf(placed, rows));
    const files = tablesOf(KIND_TABLES[kind]).map((one): [string, Uint8Array] => [
      `${one.table.name}.csv`,
      Buffer.from(csvOf(one, rows)),
    ]);
    return zipSync(Object.fromEntries(files), { mtime: MADE_AT });
  }
}

/** The table that a parameter names; without one, that of the entries themselves. @throws 400 */
export function readTable(kind: CatalogueKind, name: string | undefined): PlacedTable {
  const tables = tablesOf(KIND_TABLES[kind]);
  const found = name === undefined || name === '' ? tables[0] : tables.find(({ table }) => table.name === name);
  if (found) return found;
  const names = tables.map(({ table }) => table.name);
  throw badRequest('table', { zh: `只能是 ${names.join('、')}`, en: `must be one of ${names.join(', ')}` });
}

async function rowsOfAll(kind: CatalogueKind, versions: readonly StoredVersion[]): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [i, version] of versions.entries()) {
    if (i % ENTRIES_AT_ONCE === 0) await pause();
    rows.push(...rowsOf(KIND_TABLES[kind], entryOf(version)));
  }
  return rows;
}

async function* yamlPieces(versions: readonly StoredVersion[]): AsyncGenerator<string> {
  if (versions.length === 0) yield '[]\n';
  for (const [i, version] of versions.entries()) {
    if (i % ENTRIES_AT_ONCE === 0) await pause();
    yield yamlOf(entryOf(version));
  }
}

export const isFormat = (text: string): text is ExportFormat => EXPORT_FORMATS.some((format) => format === text);
