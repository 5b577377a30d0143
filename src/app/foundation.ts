import { fileURLToPath } from 'node:url';
import type { Foundation } from '../database/database.module.js';
import { createDataSource, migrateWith } from '../database/data-source.js';
import type { Settings } from '../settings/settings.js';
import { createHotPool } from '../supervision/hot-pool.js';
import { DatabaseClock } from '../time/clock.js';

/** Measurements of the database's clock at the start, until one of them was quick enough to count. */
const CLOCK_ATTEMPTS = 5;

/** The `config` folder of this installation (beside `dist` and `src`). */
export const configDir = (): string => fileURLToPath(new URL('../../../config', import.meta.url));
/** The built console. */
export const consoleDir = (): string => fileURLToPath(new URL('../../console', import.meta.url));

/** Connects, brings the schema up to date and sets the clock by the database's. */
export async function layFoundation(
  settings: Settings,
  databaseUrl: string,
  config = configDir(),
): Promise<Foundation & { close(): Promise<void> }> {
  const source = await createDataSource(databaseUrl).initialize();
  await migrateWith(source);
  const pool = createHotPool(databaseUrl);
  const clock = new DatabaseClock();
  for (let i = 0; i < CLOCK_ATTEMPTS && !(await clock.synchronise(source)); i++);
  const close = async (): Promise<void> => {
    await pool.end();
    await source.destroy();
  };
  return { settings, configDir: config, databaseUrl, source, pool, clock, close };
}
