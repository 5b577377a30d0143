import type { DataSource } from 'typeorm';
import { loadSettings, type Environment } from '../settings/settings.js';
import { connectionUrl } from './connection-url.js';
import { createDataSource, migrateWith } from './data-source.js';

/**
 * For commands: the configured database, up to date, beside a running server or without one. Closes what it opened.
 * @throws SettingsError | DataDirInUseError | EmbeddedPostgresError
 */
export async function withDatabase<T>(env: Environment, act: (source: DataSource) => Promise<T>): Promise<T> {
  const log = (message: string) => void process.stderr.write(`${message}\n`);
  const connection = await connectionUrl(loadSettings(env), { log, attach: true });
  let source: DataSource | undefined;
  try {
    source = await createDataSource(connection.url).initialize();
    await migrateWith(source);
    return await act(source);
  } finally {
    await source?.destroy();
    await connection.close();
  }
}
