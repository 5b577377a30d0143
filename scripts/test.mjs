// npm test [-- jest arguments]: installs and builds what is missing or stale, then runs jest on ES modules.
import { spawn } from 'node:child_process';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { endOnFailure, inProject, ROOT } from './lib/project.mjs';

const args = process.argv.slice(2);
const everything = args.every((arg) => arg.startsWith('-'));
try {
  await ensureInstalled();
  await ensureBuilt(everything || process.env.CI ? undefined : ['server']);
} catch (error) {
  endOnFailure(error);
}
const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
const jest = [inProject('node_modules/jest/bin/jest.js'), '--config', inProject('config/jest.config.mjs')];
const child = spawn(process.execPath, [...flags, ...jest, ...args], { cwd: ROOT, stdio: 'inherit' });
// A terminal's Ctrl-C reaches jest by itself.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code) => process.exit(code ?? 1));
