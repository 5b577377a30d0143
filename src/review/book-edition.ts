import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Sql } from './review.repository.js';

/** What a review is computed with: the domain, and how an item's guide is read. */
const PROGRAM = ['../domain', '../catalogue/items'].map((path) => fileURLToPath(new URL(path, import.meta.url)));
/** Advisory lock of the change from one edition to another; the same in every process. */
const EDITION_LOCK = 748_204;

/**
 * The edition (版次) of the rule book's program. Where cases were reviewed by another one, all of them are reviewed again,
 * so that findings which nobody has decided never rest on rules that no longer say so.
 */
@Injectable()
export class BookEdition {
  private readonly log = new Logger('review');
  private ensured = false;

  constructor(private readonly source: DataSource) {}

  /** SHA-256 over the program's files, in hexadecimal. */
  readonly now: string = editionOf(PROGRAM);

  /** Marks every case, once for each change of edition; cheap when it has been asked before. */
  async ensure(): Promise<void> {
    if (this.ensured) return;
    const marked = await this.source.transaction((sql: Sql) => this.change(sql));
    this.ensured = true;
    if (marked > 0)
      this.log.warn(
        `监察规则程序已更新，${marked} 件重新审查 / the rules have a new edition: ${marked} cases to review`,
      );
  }

  private async change(sql: Sql): Promise<number> {
    await sql.query(`SELECT pg_advisory_xact_lock(${EDITION_LOCK})`);
    const [known] = await sql.query<{ value: string }[]>(`SELECT value FROM setting WHERE key = 'review_edition'`);
    if (known?.value === this.now) return 0;
    await sql.query(
      `INSERT INTO setting (key, value) VALUES ('review_edition', $1)
       ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
      [this.now],
    );
    const [row] = await sql.query<{ n: number }[]>(
      `WITH marked AS (INSERT INTO review_mark (case_no) SELECT case_no FROM case_file ORDER BY case_no RETURNING 1)
       SELECT count(*)::int AS n FROM marked`,
    );
    return row?.n ?? 0;
  }
}

/** The same for the same files, wherever they lie. */
function editionOf(folders: readonly string[]): string {
  const hash = createHash('sha256');
  for (const folder of folders)
    for (const file of filesOf(folder))
      hash
        .update(`${relative(folder, file)}\n`)
        .update(readFileSync(file))
        .update('\n');
  return hash.digest('hex');
}

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[jt]s$/u.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
