import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** Parts of the bench, in the order in which they run. */
export const PARTS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'start'];

/** Cases of the published half-year: only with them do the targets of part e say something. */
export const ALL_CASES = 410_000;
const QUICK_CASES = 10_000;
const RULE_CASES = 20_000;
const TRY_CASES = 20_000;

const HELP = `npm run bench -- [options]
  --only a,b,…,j,start   parts to run (default: all)
                         a events/s against plain COPY · b latency to the consoles · c sweep of a million open cases
                         d working-day arithmetic · e half a year of the province, its figures and bulletins
                         f first rows of the live page · g live page under changes · h 200 screens (f, g: Chromium)
                         i the whole rule book · j try before use, and the live line meanwhile
                         start second start and start after a kill
  --quick                short runs: shows that everything works, says little
  --events N             events of part a (default 200000; 5000000 shows whether memory stays flat)
  --source window|replay part a: judged at once (clock feed), or at the watermark of a declared feed
  --times days|live      part a: events of the last two days (all of them late), or of this moment (default days)
  --seed N               of the random interleaving, and of the half-year (default 1)
  --cases N              part e: cases of the half-year (default ${ALL_CASES}, quick ${QUICK_CASES})
  --rule-cases N         part i: cases of the half-year in each run (default ${RULE_CASES}, quick 1000)
  --try-cases N          part j: cases of the half-year (default ${TRY_CASES}, quick 2000; ${ALL_CASES} for the whole)
  --verify               part e: and \`verify cards\` afterwards
  --profile DIR          parts a, e, j: CPU profile of the server into DIR, and where it spent its time; g: of the page`;

/**
 * @typedef {object} Options
 * @property {Set<string>} only
 * @property {boolean} quick
 * @property {number} events
 * @property {'window' | 'replay'} source
 * @property {'days' | 'live'} times
 * @property {number} seed
 * @property {number} cases
 * @property {number} ruleCases
 * @property {number} tryCases
 * @property {boolean} verify
 * @property {string | undefined} profile directory
 */

/** Ends the process on a wrong option. @param {string[]} argv @returns {Options} */
export function readOptions(argv) {
  try {
    const { values } = parseArgs({
      args: argv,
      options: {
        only: { type: 'string', default: PARTS.join() },
        quick: { type: 'boolean', default: false },
        events: { type: 'string' },
        source: { type: 'string', default: 'window' },
        times: { type: 'string', default: 'days' },
        seed: { type: 'string', default: '1' },
        cases: { type: 'string' },
        'rule-cases': { type: 'string' },
        'try-cases': { type: 'string' },
        verify: { type: 'boolean', default: false },
        profile: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) {
      process.stdout.write(`${HELP}\n`);
      process.exit(0);
    }
    const only = new Set(values.only.split(','));
    for (const part of only) oneOf('--only', part, PARTS);
    return {
      only,
      quick: values.quick,
      events: positive('--events', values.events ?? (values.quick ? '20000' : '200000')),
      source: oneOf('--source', values.source, ['window', 'replay']),
      times: oneOf('--times', values.times, ['days', 'live']),
      seed: positive('--seed', values.seed),
      cases: positive('--cases', values.cases ?? String(values.quick ? QUICK_CASES : ALL_CASES)),
      ruleCases: positive('--rule-cases', values['rule-cases'] ?? String(values.quick ? 1_000 : RULE_CASES)),
      tryCases: positive('--try-cases', values['try-cases'] ?? String(values.quick ? 2_000 : TRY_CASES)),
      verify: values.verify,
      profile: values.profile && resolve(values.profile),
    };
  } catch (error) {
    process.stderr.write(`${/** @type {Error} */ (error).message}\n${HELP}\n`);
    process.exit(2);
  }
}

function oneOf(name, value, known) {
  if (known.includes(value)) return value;
  throw new Error(`${name}: ${value} is none of ${known.join(', ')}`);
}

function positive(name, text) {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new Error(`${name}: ${text} is no whole number above 0`);
}
