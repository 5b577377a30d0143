import { DataSource } from 'typeorm';
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

/** Connections that one process uses at most. */
export const POOL_SIZE = 12;
/** A cut network must end in an error, not in waiting for ever (milliseconds). */
export const CONNECT_TIMEOUT_MS = 5_000;
export const STATEMENT_TIMEOUT_MS = 30_000;

/** The one DataSource of a process; the schema is written by migrations only. */
export const createDataSource = (url: string): DataSource =>
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
    ],
    migrationsTableName: 'migration',
    synchronize: false,
    logging: false,
    poolSize: POOL_SIZE,
    extra: {
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: STATEMENT_TIMEOUT_MS + 1_000,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      idle_in_transaction_session_timeout: 60_000,
      keepAlive: true,
    },
  });

/** Any number; the same in every process: only one migrates at a time. */
const MIGRATION_LOCK = 748_201_936;

/** Brings the schema of a database up to date; several processes may call it at once. */
export async function migrate(url: string): Promise<void> {
  const source = await createDataSource(url).initialize();
  try {
    await migrateWith(source);
  } finally {
    await source.destroy();
  }
}

export async function migrateWith(source: DataSource): Promise<void> {
  const runner = source.createQueryRunner();
  await runner.connect();
  try {
    await runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await source.runMigrations({ transaction: 'each' });
  } finally {
    await runner.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    await runner.release();
  }
}
