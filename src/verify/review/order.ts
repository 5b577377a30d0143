import { mayBeIncomplete, mayFollow } from '../day-table.js';
import type { GuidedItem } from './guide.js';
import type { Judges } from './judge.js';
import { isAtTheSide } from './step-names.js';
import { isToldByCase, place, STEP_TYPES } from './steps.js';
import type { Act, Story } from './story.js';

const sendsBack = ({ data }: Act): boolean => data['outcome'] === 'return' || data['outcome'] === 'reject';

/** What is known of the steps when one of them is started or completed. */
interface Scene {
  readonly story: Story;
  readonly item: GuidedItem;
  readonly act: Act;
  /** Where the guide lists the step of the act. */
  readonly at: number;
  readonly starts: readonly (Act & { readonly place: number })[];
  readonly ends: readonly (Act & { readonly place: number })[];
}

export const ORDER: Judges = {
  'P-STEP-ORDER': (story, notes) => {
    for (const act of story.all(...STEP_TYPES)) {
      const { item } = story.moment(act.at);
      if (!item) notes.lacks('item');
      const at = place(item, act.data['step']);
      if (!item || at < 0) continue;
      const scene = {
        story,
        item,
        act,
        at,
        starts: known(story, item, act, 'step.started'),
        ends: known(story, item, act, 'step.completed'),
      };
      const verdict = overtaken(scene) ?? overtaking(scene);
      if (verdict === 'found') notes.found(act.at, item.steps![at]!.name);
      else if (verdict !== undefined) notes.lacks(verdict);
    }
  },
};

const known = (story: Story, item: GuidedItem, act: Act, type: (typeof STEP_TYPES)[number]) =>
  story
    .all(type)
    .filter((one) => one.at <= act.at)
    .map((one) => ({ ...one, place: place(item, one.data['step']), self: one === act }))
    .filter(({ self }) => !self);

/** Two places of the guide that have an order: not two units of a joint item. */
function inOrder(item: GuidedItem, one: number, other: number): boolean {
  if (one < 0 || one >= other) return false;
  const units = item.handling?.kind === 'joint' ? item.handling.units.map((unit) => place(item, unit)) : [];
  return !(units.includes(one) && units.includes(other));
}

const nameAt = (item: GuidedItem, at: number): string => item.steps![at]!.name;

/** A later step had been done with before this one began; undefined: nothing to say. */
function overtaken({ story, item, act, at, starts, ends }: Scene): string | undefined {
  if (isToldByCase(story, act.at, nameAt(item, at))) return undefined;
  if (act.type === 'step.completed' && [...starts, ...ends].some((one) => one.place === at)) return undefined;
  const later = ends.findLast((one) => !mayFollow(one.at, act.at) && inOrder(item, at, one.place));
  if (!later) return undefined;
  const since = ends.filter((one) => mayFollow(one.at, later.at));
  if (since.some(sendsBack)) return undefined;
  if (since.some(({ data }) => data['outcome'] !== 'approve')) return 'step.completed.outcome';
  return mayBeIncomplete(act.at, ends) ? 'time' : 'found';
}

/** A step that has to come first still goes on; undefined: nothing to say. */
function overtaking({ story, item, act, at, starts, ends }: Scene): string | undefined {
  const check = place(item, item.siteCheck?.step);
  if (isAtTheSide(nameAt(item, at)) || at === check || sendsBack(act)) return undefined;
  let begun: Act | undefined;
  for (const [first, { name }] of (item.steps ?? []).entries()) {
    if (!inOrder(item, first, at) || first === check || isAtTheSide(name) || isToldByCase(story, act.at, name))
      continue;
    const start = starts.findLast((one) => one.place === first && !mayFollow(one.at, act.at));
    if (start && !ends.some((one) => one.place === first && mayFollow(one.at, start.at))) begun = start;
  }
  if (!begun) return undefined;
  const { feed, at: since } = begun;
  const isOwnEnd = act.type === 'step.completed' && act.feed === feed;
  const firstEnd = ends.find((one) => one.feed === feed)?.at ?? (isOwnEnd ? act.at : undefined);
  if (firstEnd === undefined) return 'step.completed';
  // Its start was judged already.
  if (starts.some((one) => one.place === at && !mayFollow(since, one.at) && firstEnd <= one.at)) return undefined;
  if (act.type === 'step.completed' && act.data['outcome'] !== 'approve') return 'step.completed.outcome';
  const all = story.all(...STEP_TYPES).filter((one) => one.at <= act.at);
  return mayBeIncomplete(act.at, all) ? 'time' : 'found';
}
