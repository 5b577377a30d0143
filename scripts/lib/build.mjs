import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { fingerprint, readMark } from './fingerprint.mjs';
import { inProject, note, runStep } from './project.mjs';
import { doAlone } from './setup-lock.mjs';

const WEB = 'src/console/web';
/** What server and console say to each other is compiled into both. */
const protocols = () =>
  readdirSync(inProject('src/console'))
    .filter((name) => name.endsWith('.protocol.ts'))
    .map((name) => `src/console/${name}`);
const COMMON = ['package.json', 'package-lock.json'];

const swc = (out) => [
  inProject('node_modules/@swc/cli/bin/swc.js'),
  ...['src', '-d', out, '--strip-leading-paths', '--config-file', 'config/swc.json'],
  ...['--ignore', `${WEB}/**`, '--quiet'],
];
const vite = [inProject('node_modules/vite/bin/vite.js'), 'build', '-c', 'config/vite.config.ts', '--logLevel', 'warn'];

/** Compiles beside the old build and swaps, so that nobody ever reads a half-written one. */
async function buildServer(started) {
  const draft = `dist/.server-${process.pid}`;
  const old = `dist/.old-${process.pid}`;
  try {
    mkdirSync(inProject(draft), { recursive: true });
    await runStep('swc', process.execPath, swc(draft), { quiet: true, started });
    if (existsSync(inProject('dist/server'))) renameSync(inProject('dist/server'), inProject(old));
    renameSync(inProject(draft), inProject('dist/server'));
  } finally {
    rmSync(inProject(draft), { recursive: true, force: true });
    rmSync(inProject(old), { recursive: true, force: true });
  }
}

const buildConsole = (started) => runStep('vite', process.execPath, vite, { env: { NODE_ENV: 'production' }, started });

const PARTS = {
  server: {
    mark: 'dist/server/.stamp',
    print: () => fingerprint(['src', 'config/swc.json', ...COMMON], [WEB]),
    present: () => true,
    build: buildServer,
  },
  console: {
    mark: 'dist/console/.stamp',
    print: () => fingerprint([WEB, ...protocols(), 'src/domain', 'config/vite.config.ts', ...COMMON]),
    present: () => existsSync(inProject(WEB, 'index.html')),
    build: buildConsole,
  },
};

/** Builds the given parts when their sources have changed since. */
export async function ensureBuilt(names = Object.keys(PARTS), { force = false } = {}) {
  for (const name of names) {
    const part = PARTS[name];
    if (!part.present()) continue;
    const print = part.print();
    const isNeeded = () => force || readMark(part.mark) !== print;
    await doAlone(isNeeded, async (started) => {
      note(`正在构建 / building: ${name} …`);
      await part.build(started);
      writeFileSync(inProject(part.mark), print);
    });
  }
}
