import { existsSync, statSync, writeFileSync } from 'node:fs';
import { fingerprint, readMark } from './fingerprint.mjs';
import { inProject, note, runStep, StepError } from './project.mjs';
import { doAlone } from './setup-lock.mjs';

const MARK = 'node_modules/.liangpai-installed';
/** Written by npm itself after each installation. */
const NPM_MARK = 'node_modules/.package-lock.json';

const changedAt = (path) => (existsSync(inProject(path)) ? statSync(inProject(path)).mtimeMs : 0);

function isInstalled(wanted) {
  if (readMark(MARK) === wanted) return true;
  // Installed by hand since the lock file last changed.
  return changedAt(NPM_MARK) > 0 && changedAt(NPM_MARK) >= changedAt('package-lock.json');
}

function remember(wanted) {
  try {
    if (readMark(MARK) !== wanted) writeFileSync(inProject(MARK), wanted);
  } catch {
    // node_modules of another user: the check is repeated next time.
  }
}

/** npm that started us, else the one on the path. */
function npm() {
  const cli = process.env.npm_execpath;
  return cli && /npm-cli\.c?js$/.test(cli) ? [process.execPath, [cli]] : ['npm', []];
}

async function install(started) {
  note('正在安装依赖 / installing dependencies (npm ci) …');
  const [command, args] = npm();
  const options = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  await runStep('npm ci', command, [...args, ...options], { quiet: true, started }).catch((error) => {
    throw new StepError(
      '依赖安装失败；请检查网络或 npm 源，然后在项目目录运行 npm ci。\n' +
        `Dependencies could not be installed; check the network or the npm registry, then run npm ci in the project.\n${error.message}`,
    );
  });
}

/** Installs when node_modules is missing or older than package-lock.json. */
export async function ensureInstalled() {
  const wanted = fingerprint(['package-lock.json']);
  await doAlone(() => !isInstalled(wanted), install);
  remember(wanted);
}
