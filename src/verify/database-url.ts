import { existsSync } from 'node:fs';
import { connectionUrl, type DatabaseConnection } from '../database/connection-url.js';
import type { Settings } from '../settings/settings.js';
import { CannotCheck } from './stored-standards.js';

/**
 * The database to check: the one named, else `DATABASE_URL`, else the embedded one of the data directory, attached to
 * when a server runs it and otherwise started for as long as the check lasts. Checking never creates a database.
 * @throws CannotCheck
 */
export async function databaseUrl(
  named: string | undefined,
  settings: Pick<Settings, 'databaseUrl' | 'dataDir'>,
  log: (message: string) => void,
): Promise<DatabaseConnection> {
  const url = named ?? settings.databaseUrl;
  if (url === undefined && !existsSync(settings.dataDir))
    throw new CannotCheck(`没有数据目录 / there is no data directory: ${settings.dataDir}`);
  try {
    return await connectionUrl({ databaseUrl: url, dataDir: settings.dataDir }, { log, attach: true });
  } catch (error) {
    throw new CannotCheck((error as Error).message, { cause: error });
  }
}
