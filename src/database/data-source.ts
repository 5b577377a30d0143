import { DataSource, type DataSourceOptions } from 'typeorm';
import { LOCK } from './advisory-locks.js';
import { Spine1763000000000 } from './migrations/1763000000000-spine.js';
import { Standards1763000000001 } from './migrations/1763000000001-standards.js';
import { Arrivals1763000000002 } from './migrations/1763000000002-arrivals.js';
import { Regions1763000000003 } from './migrations/1763000000003-regions.js';
import { CaseDates1763000000004 } from './migrations/1763000000004-case-dates.js';
import { Figures1763000000005 } from './migrations/1763000000005-figures.js';
import { Bulletin1763000000006 } from './migrations/1763000000006-bulletin.js';
import { ArrivalHours1763000000007 } from './migrations/1763000000007-arrival-hours.js';
import { SavedViews1763000000008 } from './migrations/1763000000008-saved-views.js';
import { BulletinNumbers1763000000009 } from './migrations/1763000000009-bulletin-numbers.js';
import { TurnedDown1763000000010 } from './migrations/1763000000010-turned-down.js';
import { Tour1763000000011 } from './migrations/1763000000011-tour.js';
import { Review1763000000012 } from './migrations/1763000000012-review.js';
import { Catalogue1763000000013 } from './migrations/1763000000013-catalogue.js';
import { Trials1763000000014 } from './migrations/1763000000014-trials.js';
import { Hints1763000000015 } from './migrations/1763000000015-hints.js';
import { CatalogueBatch1763000000016 } from './migrations/1763000000016-catalogue-batch.js';
import { Proposals1763000000017 } from './migrations/1763000000017-proposals.js';
import { SecondPerson1763000000018 } from './migrations/1763000000018-second-person.js';
import { HintLooks1763000000019 } from './migrations/1763000000019-hint-looks.js';
import { SequenceTakenIn1763000000020 } from './migrations/1763000000020-sequence-taken-in.js';
import { StaleEntries1763000000021 } from './migrations/1763000000021-stale-entries.js';

/** Connections that one process uses at most. */
export const POOL_SIZE = 12;
/** A cut network must end in an error, not in waiting for ever (milliseconds). */
export const CONNECT_TIMEOUT_MS = 5_000;
export const STATEMENT_TIMEOUT_MS = 30_000;

/** The one DataSource of a process; the schema is written by migrations only. */
export const createDataSource = (url: string): DataSource => dataSource(url, STATEMENT_TIMEOUT_MS);

/** @param patience milliseconds of a statement; 0: without end */
const dataSource = (url: string, patience: number): DataSource =>
  new DataSource({
    type: 'postgres',
    url,
    entities: [],
    migrations: [
      Spine1763000000000,
      Standards1763000000001,
      Arrivals1763000000002,
      Regions1763000000003,
      CaseDates1763000000004,
      Figures1763000000005,
      Bulletin1763000000006,
      ArrivalHours1763000000007,
      SavedViews1763000000008,
      BulletinNumbers1763000000009,
      TurnedDown1763000000010,
      Tour1763000000011,
      Review1763000000012,
      Catalogue1763000000013,
      Trials1763000000014,
      Hints1763000000015,
      CatalogueBatch1763000000016,
      Proposals1763000000017,
      SecondPerson1763000000018,
      HintLooks1763000000019,
      SequenceTakenIn1763000000020,
      StaleEntries1763000000021,
    ],
    migrationsTableName: 'migration',
    synchronize: false,
    logging: false,
    poolSize: POOL_SIZE,
    extra: {
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: patience === 0 ? 0 : patience + 1_000,
      statement_timeout: patience,
      idle_in_transaction_session_timeout: 60_000,
      keepAlive: true,
    },
  });

/** Brings the schema of a database up to date; several processes may call it at once. */
export async function migrate(url: string): Promise<void> {
  // Over many million rows an index takes longer than anything else may.
  const source = await dataSource(url, 0).initialize();
  const runner = source.createQueryRunner();
  try {
    await runner.connect();
    await runner.query('SELECT pg_advisory_lock($1)', [LOCK.migration]);
    await source.runMigrations({ transaction: 'each' });
  } finally {
    // Its lock goes with the connection.
    await runner.release();
    await source.destroy();
  }
}

async function isBehind(source: DataSource): Promise<boolean> {
  const [table] = await source.query<{ known: boolean }[]>(`SELECT to_regclass('migration') IS NOT NULL AS known`);
  if (!table?.known) return true;
  const rows = await source.query<{ name: string }[]>('SELECT name FROM migration');
  const done = new Set(rows.map(({ name }) => name));
  return source.migrations.some(({ name }) => name === undefined || !done.has(name));
}

/** The same for what is connected already; a start that has nothing to change opens no further connection. */
export async function migrateWith(source: DataSource): Promise<void> {
  if (!(await isBehind(source))) return;
  const { url } = source.options as Extract<DataSourceOptions, { type: 'postgres' }>;
  if (url === undefined) throw new Error('the data source has no url');
  await migrate(url);
}
