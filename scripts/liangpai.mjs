#!/usr/bin/env node
// The command: `npm run liangpai -- <command>`.
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { endOnFailure, inProject } from './lib/project.mjs';

try {
  await ensureInstalled();
  await ensureBuilt(['server']);
} catch (error) {
  endOnFailure(error);
}
delete process.env.LIANGPAI_WATCH_PARENT;
process.env.LIANGPAI_DATA_DIR ||= inProject('.liangpai');
// npm changes to the project; file names on the command line are meant from where the user is.
if (process.env.npm_lifecycle_event === 'liangpai' && process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
const { main } = await import('../dist/server/cli/liangpai.js');
await main(process.argv.slice(2));
