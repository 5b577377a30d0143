import { dataDirOwner } from './data-dir-lock.js';
import { runningEmbedded, startEmbedded, type EmbeddedPostgres } from './embedded-postgres.js';
import type { Settings } from '../settings/settings.js';

export interface DatabaseConnection {
  readonly url: string;
  /** Set when this process started it. */
  readonly embedded: EmbeddedPostgres | undefined;
  /** Stops what this process started. */
  close(): Promise<void>;
}

export interface ConnectionOptions {
  readonly log: (message: string) => void;
  /** For commands: use the embedded database of a server that runs on the data directory. A server itself must not. */
  readonly attach?: boolean;
}

const external = (url: string): DatabaseConnection => ({ url, embedded: undefined, close: () => Promise.resolve() });

/**
 * `DATABASE_URL`, or the embedded database, started when needed.
 * @throws DataDirInUseError | EmbeddedPostgresError
 */
export async function connectionUrl(
  settings: Pick<Settings, 'databaseUrl' | 'dataDir'>,
  { log, attach = false }: ConnectionOptions,
): Promise<DatabaseConnection> {
  if (settings.databaseUrl !== undefined) return external(settings.databaseUrl);
  if (attach && (await dataDirOwner(settings.dataDir)) !== undefined) {
    const url = await runningEmbedded(settings.dataDir);
    if (url !== undefined) return external(url);
  }
  const embedded = await startEmbedded({ dataDir: settings.dataDir, log });
  return { url: embedded.url, embedded, close: () => embedded.stop() };
}
