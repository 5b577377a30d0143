import { setImmediate as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import type { CatalogueKind } from '../../console/catalogue.protocol.js';
import { problem } from '../../http/problem.js';
import { Clock } from '../../time/clock.js';
import { inForceAt, type StoredVersion } from '../versions/version.js';
import { entriesIn } from './assemble.js';
import type { FileEntry, FileTable } from './file-entry.js';
import { readCsv } from './csv.js';
import { MAX_FILE_BYTES, MS_AT_ONCE } from './exchange-limits.js';
import { ExchangeRepository } from './exchange.repository.js';
import { entryOf, readTable } from './export.service.js';
import { fileFault, megabytes, tooLarge } from './file-fault.js';
import { KIND_TABLES } from './kind-tables.js';
import type { Members } from './members.js';
import { KEY, type PlacedTable, tablesOf } from './table.js';
import { unpack } from './unpack.js';
import { readXlsx } from './xlsx.js';
import { readYaml } from './yaml.js';

export const IMPORT_TYPES = {
  'text/csv': 'csv',
  'application/zip': 'zip',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/yaml': 'yaml',
  'application/x-yaml': 'yaml',
  'text/yaml': 'yaml',
} as const;
export type ImportFormat = (typeof IMPORT_TYPES)[keyof typeof IMPORT_TYPES];

/** @throws 415 */
export function readFormat<F extends ImportFormat>(req: Request, allowed: readonly F[]): F {
  const type = (req.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
  const format = Object.hasOwn(IMPORT_TYPES, type) ? IMPORT_TYPES[type as keyof typeof IMPORT_TYPES] : undefined;
  const found = allowed.find((one) => one === format);
  if (found) return found;
  const types = Object.entries(IMPORT_TYPES).filter(([, one]) => allowed.some((name) => name === one));
  const list = types.map(([name]) => name).join(', ');
  throw problem(415, 'unsupported-type', { zh: `Content-Type 应为 ${list}`, en: `Content-Type must be ${list}` });
}

/** The whole body. @throws 413 */
export async function readBody(req: Request): Promise<Uint8Array> {
  const size = megabytes(MAX_FILE_BYTES);
  const large = tooLarge({ zh: `文件超过 ${size}`, en: `the file is larger than ${size}` });
  if (Number(req.headers['content-length'] ?? 0) > MAX_FILE_BYTES) throw large;
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of req as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > MAX_FILE_BYTES) throw large;
    pieces.push(piece);
  }
  if (bytes === 0) throw fileFault('empty-file', '文件是空的', 'the file is empty');
  return Buffer.concat(pieces);
}

/** Files of the catalogue as entries. */
@Injectable()
export class FileReader {
  constructor(
    private readonly stored: ExchangeRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * @param table of a CSV file; by default that of the entries themselves
   * @throws 400; 413
   */
  async read(kind: CatalogueKind, format: ImportFormat, bytes: Uint8Array, table?: string): Promise<FileEntry[]> {
    if (format === 'yaml') return this.yaml(bytes);
    const tables = await this.tables(kind, format, bytes, table);
    const codes = codesIn(kind, tables);
    const versions = await this.stored.versions(kind, codes);
    const baseOf = (code: string): Members | undefined => this.base(versions.get(code));
    return inTurns(entriesIn(KIND_TABLES[kind], tables, baseOf));
  }

  private base(versions: readonly StoredVersion[] | undefined): Members | undefined {
    const version = inForceAt(versions ?? [], this.clock.now());
    return version && entryOf(version);
  }

  private async yaml(bytes: Uint8Array): Promise<FileEntry[]> {
    const entries = await inTurns(readYaml(bytes));
    if (entries.length === 0) throw fileFault('empty-file', '文件中没有内容', 'there is nothing in the file');
    return entries;
  }

  private async tables(kind: CatalogueKind, format: 'csv' | 'zip' | 'xlsx', bytes: Uint8Array, table?: string) {
    if (format === 'csv') {
      const placed = readTable(kind, table);
      const tables = new Map([[placed.table.name, await readCsv(placed, bytes)]]);
      return whole(kind, tables);
    }
    return whole(kind, await (format === 'xlsx' ? readXlsx(KIND_TABLES[kind], bytes) : zipTables(kind, bytes)));
  }
}

/** Others have their turn between the entries of a large file. */
async function inTurns(given: Iterable<FileEntry>): Promise<FileEntry[]> {
  const entries: FileEntry[] = [];
  let since = performance.now();
  for (const entry of given) {
    entries.push(entry);
    if (performance.now() - since < MS_AT_ONCE) continue;
    await pause();
    since = performance.now();
  }
  return entries;
}

async function zipTables(kind: CatalogueKind, bytes: Uint8Array): Promise<Map<string, FileTable>> {
  const placed = tablesOf(KIND_TABLES[kind]);
  const fileName = ({ table }: PlacedTable): string => `${table.name}.csv`;
  const parts = await unpack(bytes, (name) => !name.endsWith('/'));
  const strange = [...parts.keys()].find((name) => !placed.some((one) => fileName(one) === name));
  if (strange !== undefined) {
    const names = placed.map(fileName).join(', ');
    const cut = strange.slice(0, 60);
    throw fileFault(
      'unknown-part',
      `压缩包中有不认识的文件“${cut}”，可用：${names}`,
      `the archive holds an unknown file "${cut}"; known: ${names}`,
      cut,
    );
  }
  const tables = new Map<string, FileTable>();
  for (const one of placed) {
    const part = parts.get(fileName(one));
    if (part) tables.set(one.table.name, await readCsv(one, part));
  }
  return tables;
}

/** A table two levels down can't stand without the one above it, nor that one without it. @throws 400 */
function whole(kind: CatalogueKind, tables: Map<string, FileTable>): Map<string, FileTable> {
  const parts = KIND_TABLES[kind].lists;
  for (const { name, lists } of parts)
    for (const below of lists) {
      const [has, hasBelow] = [tables.has(name), tables.has(below.name)];
      if (has === hasBelow) continue;
      const [there, missing] = has ? [name, below.name] : [below.name, name];
      throw fileFault(
        'missing-table',
        `有 ${there} 表而没有 ${missing} 表，两表须一并导入（XLSX 或 ZIP）`,
        `table ${there} is there, but not ${missing}: they come together, as XLSX or ZIP`,
        missing,
      );
    }
  return tables;
}

function codesIn(kind: CatalogueKind, tables: ReadonlyMap<string, FileTable>): string[] {
  const names = tablesOf(KIND_TABLES[kind]).map(({ table, refs }): [string, string] => [
    table.name,
    refs[0]?.member ?? KEY,
  ]);
  const codes = names.flatMap(([name, member]) =>
    (tables.get(name)?.rows ?? []).map(({ cells }) => (cells.get(member) ?? '').trim()),
  );
  return [...new Set(codes)];
}
