import type { ChangeKind } from '../console/trials.protocol.js';
import type { Mark } from './judge.js';

export interface MarkChange {
  readonly kind: ChangeKind;
  readonly before?: Mark;
  readonly after?: Mark;
}

/** What a draft changes in one case. */
export function compare(before: readonly Mark[], after: readonly Mark[]): MarkChange[] {
  const changes: MarkChange[] = [];
  const gone = new Map(before.map((mark) => [mark.key, mark]));
  const come: Mark[] = [];
  for (const mark of after) {
    const same = gone.get(mark.key);
    gone.delete(mark.key);
    if (!same) come.push(mark);
    else changes.push(...changeOf(same, mark));
  }
  // A wait that is due at another instant has another key; it is the same wait.
  const waits = new Map([...gone.values()].map((mark) => [waitOf(mark), mark]));
  for (const mark of come) {
    const same = waits.get(waitOf(mark));
    waits.delete(waitOf(mark));
    if (same) gone.delete(same.key);
    if (same) changes.push(...changeOf(same, mark));
    else changes.push({ kind: 'appear', after: mark });
  }
  for (const mark of gone.values()) changes.push({ kind: 'vanish', before: mark });
  return changes;
}

function changeOf(before: Mark, after: Mark): MarkChange[] {
  const kind = kindOf(before, after);
  return kind ? [{ kind, before, after }] : [];
}

function kindOf(before: Mark, after: Mark): ChangeKind | undefined {
  if (before.level !== after.level) return 'level';
  if (before.mode !== after.mode) return 'mode';
  return before.raisedAt === after.raisedAt && before.dueAt === after.dueAt ? undefined : 'moved';
}

/** The key without its instant, and what began it; of acts and of time limits the key itself. */
function waitOf({ rule, key, raisedAt, why }: Mark): string {
  if (!('explanation' in why) || why.dueAt === undefined) return key;
  const [first] = why.explanation.events;
  return JSON.stringify([rule, key.replace(`|${raisedAt}`, ''), first?.source, first?.id]);
}
