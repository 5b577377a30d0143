const lines = [];

export const say = (text = '') => process.stdout.write(`${text}\n`);
export const title = (text) => say(`\n== ${text}`);
/** What is going on, for who watches; not part of the result. @param {string} text */
export const progress = (text) => process.stderr.write(`   ${text}\n`);

/**
 * A target beside its result.
 * @param {string} what @param {string} result @param {string} wanted @param {boolean | undefined} met undefined: not measured
 */
export function target(what, result, wanted, met) {
  const word = met === undefined ? 'not measured' : met ? 'met' : 'not met';
  lines.push({ what, result, wanted, word });
  say(`-> ${what}: ${result}   target ${wanted}   ${word}`);
}

/** All targets once more, one line each. */
export function summary() {
  title('targets');
  const width = Math.max(...lines.map(({ what }) => what.length), 0);
  for (const { what, result, wanted, word } of lines)
    say(`${word.padEnd(12)} ${what.padEnd(width)}  ${result}  (${wanted})`);
}

export const whole = (n) => Math.round(n).toLocaleString('en-US');
export const ms = (n) => `${n < 10 ? n.toFixed(2) : n.toFixed(0)} ms`;
export const seconds = (ms) => `${(ms / 1_000).toFixed(ms < 100 ? 3 : ms < 10_000 ? 2 : 1)} s`;
