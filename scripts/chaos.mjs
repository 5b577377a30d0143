// npm run chaos [-- --kills N --seed S --minutes M | --self-test]: the crash harness; `--help` says what it does.
import { randomInt } from 'node:crypto';
import { copyFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { detailText, examine, isClean, probeDurability, summary, violations } from './chaos/report.mjs';
import { selfTest } from './chaos/self-test.mjs';
import { Trial } from './chaos/trial.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { endOnFailure, note, ROOT } from './lib/project.mjs';

const HELP = `npm run chaos [-- options]
Starts the real server on a data directory of its own, sends events as badly as the contract allows while the server and
its database are killed and paused, then heals, drains and checks: nothing lost, doubled, missed or made up, cards equal
to \`liangpai verify cards\`, the console complete. Exit 0 when every promise held, 1 otherwise.
  --kills N     SIGKILLs (60)
  --minutes M   ends earlier when they take longer (10)
  --seed S      repeats the schedule of an earlier run (random)
  --keep        keeps the data directory
  --self-test   seeds known faults and shows that each is found`;

const CLIENTS = 8;

function options() {
  const { values } = parseArgs({
    options: {
      kills: { type: 'string', default: '60' },
      minutes: { type: 'string', default: '10' },
      seed: { type: 'string', default: String(randomInt(1, 1_000_000)) },
      keep: { type: 'boolean', default: false },
      'self-test': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const [kills, minutes] = [Number(values.kills), Number(values.minutes)];
  if (!Number.isInteger(kills) || kills < 1 || !(minutes > 0) || !/^\w{1,20}$/.test(values.seed)) {
    note(HELP);
    process.exit(1);
  }
  return { ...values, kills, minutes };
}

/** Whatever ends this process, the server and its database end with it. @param {Trial} trial */
function endTogether(trial) {
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.once(name, () => void trial.close().finally(() => process.exit(130)));
}

async function chaos({ seed, kills, minutes, keep }) {
  note(`chaos: seed ${seed}, ${kills} kills`);
  const trial = await Trial.create(seed);
  endTogether(trial);
  let passed = false;
  try {
    await trial.open();
    trial.useClients(CLIENTS);
    await trial.storm(kills, minutes * 60_000);
    await trial.drain();
    const durability = await probeDurability(trial);
    const settled = await trial.settle();
    const results = await examine(trial, durability);
    const broken = violations(trial, results);
    if (!settled) broken.missed.push('the sweep did not pass the last deadline');
    if (trial.nemesis.total < kills) note(`the time is over after ${trial.nemesis.total} kills`);
    process.stdout.write(`${summary(trial, results, broken)}\n`);
    passed = isClean(broken);
    if (!passed) process.stdout.write(`${detailText(broken)}\n`);
    return passed;
  } finally {
    if (!passed) saveJournal(trial);
    if (keep) note(`kept: ${trial.directory}`);
    await trial.close({ keep });
  }
}

function saveJournal({ journal, seed }) {
  const file = join(tmpdir(), `liangpai-chaos-${seed}.jsonl`);
  copyFileSync(journal.file, file);
  note(`what the clients did: ${file}`);
}

process.chdir(ROOT);
const chosen = options();
if (chosen.help) process.stdout.write(`${HELP}\n`);
else
  try {
    await ensureInstalled();
    await ensureBuilt(['server']);
    const passed = chosen['self-test'] ? await selfTest(chosen.seed, endTogether) : await chaos(chosen);
    process.exit(passed ? 0 : 1);
  } catch (error) {
    endOnFailure(error);
  }
