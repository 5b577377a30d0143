import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

/** Absolute path of the project. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

export const inProject = (...path) => join(ROOT, ...path);

/** A step of the set-up failed; its own output says why. */
export class StepError extends Error {}

/**
 * Runs a program of the project. What it prints goes to standard error: standard output belongs to the command that
 * the user called.
 * @param started gets the pid
 */
export function runStep(what, command, args, { quiet = false, env = {}, started = () => undefined } = {}) {
  return new Promise((resolve, reject) => {
    const output = [];
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', quiet ? 'pipe' : process.stderr, quiet ? 'pipe' : process.stderr],
    });
    if (child.pid !== undefined) started(child.pid);
    child.stdout?.on('data', (chunk) => output.push(chunk));
    child.stderr?.on('data', (chunk) => output.push(chunk));
    child.on('error', (error) => reject(new StepError(`${what}: ${error.message}`)));
    child.on('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new StepError(`${what} (${signal ?? `exit ${code}`})\n${Buffer.concat(output).toString()}`.trim()));
    });
  });
}

export const note = (text) => process.stderr.write(`${text}\n`);

/** Prints the reason of a failed step and ends; everything else is a defect and keeps its stack. */
export function endOnFailure(error) {
  note(error instanceof StepError ? error.message : (error?.stack ?? String(error)));
  process.exit(1);
}
