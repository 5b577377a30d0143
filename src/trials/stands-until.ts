import type { Instant } from '../domain/instant.js';
import { compare } from './compare.js';
import { type Mark, type Verdict } from './judge.js';

/** So much later a draft is asked again whether it raises nothing (milliseconds): longer than any time limit. */
export const MUCH_LATER_MS = 10 * 366 * 86_400_000;

/**
 * From when on the draft would raise what it does not raise yet, if nothing more is reported. Null: it never would.
 *
 * @param later what it makes of the same events much later
 */
export function standsUntil(
  gone: Mark,
  { asOf, drafted, later }: { readonly asOf: Instant; readonly drafted: Verdict; readonly later: Verdict },
): Instant | null {
  const changes = compare([gone], later.marks);
  if (changes.some(({ kind }) => kind === 'vanish')) {
    const lacks = ({ lacks }: Verdict): boolean => lacks.some(({ rule }) => rule === gone.rule);
    return lacks(later) && !lacks(drafted) ? asOf : null;
  }
  const come = later.marks.find(({ key }) => key === gone.key) ?? changes.find(({ before }) => before)?.after;
  return Math.max(asOf, come?.raisedAt ?? asOf);
}
