import { arithmetic } from './arithmetic.mjs';
import { firstRows } from './first-rows.mjs';
import { halfYear } from './half-year.mjs';
import { latency } from './latency.mjs';
import { livePage } from './live-page.mjs';
import { ruleBook } from './rule-book.mjs';
import { say, summary, target } from './report.mjs';
import { screens } from './screens.mjs';
import { starts } from './starts.mjs';
import { sweeping } from './sweeping.mjs';
import { throughput } from './throughput.mjs';
import { whatIf } from './what-if.mjs';

const RUNS = {
  a: throughput,
  b: latency,
  c: sweeping,
  d: arithmetic,
  e: halfYear,
  f: firstRows,
  g: livePage,
  h: screens,
  i: ruleBook,
  j: whatIf,
  start: starts,
};

/** Runs the wanted parts; one that fails leaves the others. @param {import('./options.mjs').Options} options */
export async function runBench(options) {
  for (const [part, run] of Object.entries(RUNS)) {
    if (!options.only.has(part)) continue;
    try {
      await run(options);
    } catch (error) {
      say(`   failed: ${error instanceof Error ? error.stack : String(error)}`);
      target(part, 'failed', 'see above', undefined);
      process.exitCode = 1;
    }
  }
  summary();
}
