import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type QueryRunner } from 'typeorm';
import { LOCK } from '../database/advisory-locks.js';
import type { Sql } from './review.repository.js';

/** What a review is computed with: the domain, and how an item's guide is read. */
const PROGRAM = ['../domain', '../catalogue/items'].map((path) => fileURLToPath(new URL(path, import.meta.url)));
/** Cases that one statement marks at most. */
export const EDITION_CHUNK = 20_000;

/**
 * The edition (版次) of the rule book's program. Where cases were reviewed by another one, all of them are reviewed again,
 * so that findings which nobody has decided never rest on rules that no longer say so.
 */
@Injectable()
export class BookEdition {
  /** SHA-256 over the program's files, in hexadecimal. */
  readonly now: string = editionOf(PROGRAM);
  private readonly log = new Logger('review');
  private ensured = false;
  private told = false;

  constructor(private readonly source: DataSource) {}

  /** Marks every case, once for each change of edition; asked again it does nothing. */
  async ensure(): Promise<void> {
    if (this.ensured) return;
    const runner = this.source.createQueryRunner();
    try {
      await runner.connect();
      const [lock] = (await runner.query('SELECT pg_try_advisory_lock($1) AS free', [LOCK.edition])) as [
        { free: boolean },
      ];
      // Another process marks them: nothing is reviewed by this one before it has ended.
      if (!lock.free) return;
      const marked = await this.change(runner).finally(() =>
        runner.query('SELECT pg_advisory_unlock($1)', [LOCK.edition]),
      );
      this.ensured = true;
      if (marked > 0)
        this.log.warn(
          `监察规则程序已更新，${marked} 件重新审查 / the rules have a new edition: ${marked} cases to review`,
        );
    } finally {
      await runner.release();
    }
  }

  /**
   * Whether this process may review: while processes of two editions run, only those of the edition that came last do.
   * What the others leave is there when they have gone.
   */
  async isInForce(sql: Sql): Promise<boolean> {
    const inForce = (await stored(sql)) === this.now;
    if (!inForce && !this.told)
      this.log.warn(
        '监察规则程序与数据库所记的版次不同，本进程不审查 / another edition of the rules is in force: not reviewing',
      );
    this.told = !inForce;
    return inForce;
  }

  /** The edition is written last: a change that was broken off is made again from its beginning. */
  private async change(runner: QueryRunner): Promise<number> {
    const former = await stored(runner);
    if (former === this.now) return 0;
    let [marked, last] = [0, ''];
    for (;;) {
      const [chunk] = (await runner.query(
        `WITH next AS (SELECT case_no FROM case_file WHERE case_no > $1 ORDER BY case_no LIMIT ${EDITION_CHUNK}),
         marked AS (INSERT INTO review_mark (case_no) SELECT case_no FROM next)
         SELECT count(*)::int AS n, max(case_no) AS last FROM next`,
        [last],
      )) as [{ n: number; last: string | null }];
      if (chunk.last === null) break;
      [marked, last] = [marked + chunk.n, chunk.last];
    }
    await runner.query(
      `INSERT INTO setting (key, value) VALUES ('review_edition', $1)
       ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
      [this.now],
    );
    // A first start has nothing to tell.
    return former === undefined ? 0 : marked;
  }
}

async function stored(sql: Sql): Promise<string | undefined> {
  const rows = await sql.query<{ value: string }[]>(`SELECT value FROM setting WHERE key = 'review_edition'`);
  return rows[0]?.value;
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
