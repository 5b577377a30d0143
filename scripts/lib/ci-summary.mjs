// node scripts/lib/ci-summary.mjs <report of jest> <number of failed steps>: prints `N passed, N failed`.
import { readFileSync } from 'node:fs';

const [file, steps] = process.argv.slice(2);
let report = {};
try {
  report = JSON.parse(readFileSync(file, 'utf8'));
} catch {
  console.log('jest wrote no report');
}
const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numTodoTests = 0 } = report;
const { numRuntimeErrorTestSuites = 0 } = report;
const skipped = numPendingTests + numTodoTests;
if (skipped > 0) console.log(`${skipped} tests were skipped, which counts as failed`);
// The tests are one of the steps, so a failure there alone is already counted by its tests.
const inTests = numFailedTests + numRuntimeErrorTestSuites;
const failed = inTests + skipped + Math.max(0, Number(steps) - (inTests > 0 ? 1 : 0));
const nothing = numPassedTests === 0 && failed === 0 ? 1 : 0;
console.log(`${numPassedTests} passed, ${failed + nothing} failed`);
process.exitCode = failed + nothing > 0 ? 1 : 0;
