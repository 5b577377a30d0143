// npm start: installs and builds what is missing or stale, then serves in this same process, which so gets the signals.
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { endOnFailure, ROOT } from './lib/project.mjs';

process.chdir(ROOT);
// A killed npm tells its children nothing. Started without npm, the server may outlive the shell it came from.
if (process.env.npm_lifecycle_event === 'start') process.env.LIANGPAI_WATCH_PARENT = '1';
else delete process.env.LIANGPAI_WATCH_PARENT;

try {
  await ensureInstalled();
  await ensureBuilt();
} catch (error) {
  endOnFailure(error);
}
const { main } = await import('../dist/server/cli/liangpai.js');
await main(['serve', ...process.argv.slice(2)]);
