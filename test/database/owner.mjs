// A server in small: owns the data directory given, reports in lines of JSON, stops on SIGTERM.
import { startEmbedded } from '../../dist/server/database/embedded-postgres.js';

const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
try {
  const postgres = await startEmbedded({ dataDir: process.argv[2], log: () => undefined });
  process.on('SIGTERM', () => void postgres.stop().then(() => process.exit(0)));
  say({ pid: postgres.pid, url: postgres.url });
  setInterval(() => undefined, 1_000);
} catch (error) {
  say({ error: error.name, message: error.message });
  process.exit(1);
}
