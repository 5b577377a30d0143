// Reports when the parent that started this process has died.
import { watchParent } from '../../dist/server/database/parent-watch.js';

await watchParent(() => {
  process.stdout.write('orphaned\n');
  process.exit(0);
});
process.stdout.write('watching\n');
setInterval(() => undefined, 1_000);
