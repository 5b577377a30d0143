// npm run pictures [-- options]: pictures of the running product, always in the same state.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { endOnFailure, inProject, note } from './lib/project.mjs';

const HELP = `npm run pictures -- [options]
  (none)             every page and state, in both languages at both widths, into dist/pictures
  --only live,month  those whose names begin so
  --language zh      one language (zh, en)
  --width 1366       one width (1366, 1920)
  --readme           the few of the README, into .pictures: they are committed`;

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    language: { type: 'string', default: 'zh,en' },
    width: { type: 'string', default: '1366,1920' },
    readme: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

/** What is to be taken: pictures with their language, width and file. */
function wanted({ PICTURES, README_PICTURES }) {
  const named = (name) => PICTURES.find((picture) => picture.name === name);
  if (values.readme)
    return README_PICTURES.map(([name, language]) => ({
      picture: named(name),
      view: { language, width: 1366 },
      file: inProject('.pictures', `${name}.${language}.png`),
    }));
  return PICTURES.filter(({ name }) => values.only.split(',').some((start) => name.startsWith(start))).flatMap(
    (picture) =>
      values.language.split(',').flatMap((language) =>
        values.width.split(',').map((width) => ({
          picture,
          view: { language, width: Number(width) },
          file: inProject('dist/pictures', `${picture.name}.${language}.${width}.png`),
        })),
      ),
  );
}

async function takeAll() {
  const { startStage } = await import('./pictures/stage.mjs');
  const { examplesOf } = await import('./pictures/examples.mjs');
  const { take } = await import('./pictures/camera.mjs');
  const { withFewColours } = await import('./pictures/png.mjs');
  const { openBrowser } = await import('./bench/browser.mjs');
  const all = wanted(await import('./pictures/pages.mjs'));
  const dataDir = mkdtempSync(join(tmpdir(), 'liangpai-pictures-'));
  let stage;
  let browser;
  try {
    browser = await openBrowser();
    stage = await startStage(dataDir);
    const examples = await examplesOf(stage.url);
    let faulty = 0;
    for (const { picture, view, file } of all) {
      const { png, faults } = await take(browser, stage.url, examples, picture, view);
      const small = withFewColours(png);
      mkdirSync(join(file, '..'), { recursive: true });
      writeFileSync(file, small);
      note(`${file.slice(inProject().length + 1)} ${Math.round(small.length / 1024)} KB`);
      for (const fault of faults) note(`  !! ${fault}`);
      faulty += faults.length;
    }
    note(`${all.length} pictures, ${faulty} faults`);
    if (faulty > 0) process.exitCode = 1;
  } finally {
    await browser?.close();
    await stage?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

if (values.help) {
  process.stdout.write(`${HELP}\n`);
} else {
  try {
    await ensureInstalled();
    await ensureBuilt();
    await takeAll();
  } catch (error) {
    endOnFailure(error);
  }
  process.exit();
}
