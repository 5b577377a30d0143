// node scripts/build.mjs [server] [console]: builds these parts, or all, whether stale or not.
import { ensureBuilt } from './lib/build.mjs';
import { endOnFailure } from './lib/project.mjs';

const names = process.argv.slice(2);
await ensureBuilt(names.length > 0 ? names : undefined, { force: true }).catch(endOnFailure);
