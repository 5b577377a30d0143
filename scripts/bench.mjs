// npm run bench [-- options]: measures the targets as ratios of one run, on servers and databases of its own.
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { endOnFailure } from './lib/project.mjs';
import { readOptions } from './bench/options.mjs';

const options = readOptions(process.argv.slice(2));
try {
  await ensureInstalled();
  await ensureBuilt(['f', 'g', 'start'].some((part) => options.only.has(part)) ? undefined : ['server']);
} catch (error) {
  endOnFailure(error);
}
const { runBench } = await import('./bench/run.mjs');
await runBench(options).catch(endOnFailure);
process.exit();
