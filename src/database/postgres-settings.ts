import { totalmem } from 'node:os';

export type PostgresSettings = Readonly<Record<string, string>>;

/** Megabytes of `shared_buffers`: an eighth of the memory, within these. */
const [LEAST_BUFFERS, MOST_BUFFERS] = [256, 2_048];
const MIB = 1024 * 1024;

/** @param memory bytes that this process may use: those of the machine, or of its container */
export const sharedBuffers = (memory: number): string =>
  `${Math.min(MOST_BUFFERS, Math.max(LEAST_BUFFERS, Math.floor(memory / 8 / MIB)))}MB`;

/** Zero where nothing limits the process, and absurdly much where a container names no limit. */
const memoryHere = (): number => Math.min(totalmem(), process.constrainedMemory() || Infinity);

/** Durable first; sized for the machine. */
export const POSTGRES_SETTINGS: PostgresSettings = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  listen_addresses: '127.0.0.1',
  // A socket's path is limited to 107 bytes and its directory may belong to somebody else.
  unix_socket_directories: '',
  max_connections: '60',
  shared_buffers: sharedBuffers(memoryHere()),
  max_wal_size: '2GB',
  wal_compression: 'off',
  checkpoint_timeout: '15min',
  checkpoint_completion_target: '0.9',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Errors of statements reach the client; here they would only copy personal data into a file.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
};

export const commandLineSettings = (settings: PostgresSettings): readonly string[] =>
  Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
