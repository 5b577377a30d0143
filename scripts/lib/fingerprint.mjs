import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inProject } from './project.mjs';

function* filesBelow(path, skip) {
  if (skip.includes(path) || !existsSync(inProject(path))) return;
  if (!statSync(inProject(path)).isDirectory()) {
    yield path;
    return;
  }
  for (const name of readdirSync(inProject(path)).sort()) yield* filesBelow(join(path, name), skip);
}

/** Hash over names and contents, so that a checkout or a copy that touches files does not count as a change. */
export function fingerprint(paths, skip = []) {
  const hash = createHash('sha256');
  for (const path of paths)
    for (const file of filesBelow(path, skip))
      hash
        .update(`${file}\0`)
        .update(readFileSync(inProject(file)))
        .update('\0');
  return hash.digest('hex');
}

/** The text of a mark, or undefined. */
export function readMark(path) {
  return existsSync(inProject(path)) ? readFileSync(inProject(path), 'utf8') : undefined;
}
