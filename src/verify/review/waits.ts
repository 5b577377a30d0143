import { countedLimit, knownDue } from '../clock.js';
import { ENDS } from '../facts.js';
import type { GuidedItem } from './guide.js';
import type { Awaited, Judges, Notes } from './judge.js';
import { delivered } from './limits.js';
import { actsAt, namesIn, stepName } from './steps.js';
import type { Act, Story } from './story.js';

const earliest = (...acts: (Act | undefined)[]): number | undefined => {
  const times = acts.flatMap((act) => (act ? [act.at] : []));
  return times.length > 0 ? Math.min(...times) : undefined;
};

/**
 * The limits of 行政许可法 第四十二条 and 第四十三条, which special procedures hold (第四十五条).
 *
 * @param most working days that the first extension may add; 0: none does
 */
function heldDue(story: Story, item: GuidedItem, start: number, days: number, most = 0) {
  const until = story.now.end?.at ?? Infinity;
  const events = story.acts
    .filter(({ at }) => at <= until)
    .map(delivered)
    .map((event) => ({ ...event, data: { ...event.data, days: Math.min(most, event.data.days ?? 0) } }));
  const limit = { amount: days, unit: 'workingDay', sameDay: days === 0, byMoment: story.standards.byMoment } as const;
  return knownDue({ start, limit, extendable: most > 0 }, events, item, story.calendar).due;
}

/** When the last of so many officers first acted at a step. */
function officersComplete(story: Story, item: GuidedItem, step: string, wanted: number): Act | undefined {
  const seen = new Set<string>();
  return actsAt(story, step, story.asOf, item).find((act) => {
    for (const officer of namesIn(act)) seen.add(officer);
    return seen.size >= wanted;
  });
}

/** Whoever tells of no step, or of none by the names of the guide, tells nothing of this one either. */
function dueAtStep(story: Story, notes: Notes, item: GuidedItem, step: string, awaited: Awaited): void {
  const { due, done = Infinity } = awaited;
  const names = new Set([...(item.steps ?? []).map(({ name }) => name), stepName(item, step)]);
  const tells = story.all('step.started', 'step.completed').some(({ data }) => names.has(stepName(item, data['step'])));
  if (!tells && due !== undefined && due < Math.min(story.asOf, done)) notes.lacks('step.started');
  else notes.due(awaited);
}

export const WAITS: Judges = {
  'T-INSPECT-LATE': (story, notes, param) => {
    const { start, end } = story.now;
    const item = story.openedItem;
    if (item?.siteCheck?.inspection !== true || !start) return;
    const { step, officers } = item.siteCheck;
    const done = earliest(officersComplete(story, item, step, officers ?? param('officers', 2)), end);
    dueAtStep(story, notes, item, step, { since: start.at, due: story.closeAfter(start.at, param('days', 5)), done });
  },

  'T-PRELIM-LATE': (story, notes, param) => {
    const { start, end } = story.now;
    const item = story.openedItem;
    if (item?.handling?.kind !== 'preliminary' || !start) return;
    const { step } = item.handling;
    const reviewed = actsAt(story, step, story.asOf, item).find(({ type }) => type === 'step.completed');
    const due = heldDue(story, item, start.at, param('days', 20));
    if (due === 'paused') return;
    const known = due === 'not-computable' ? undefined : due;
    const { byMoment } = story.standards;
    dueAtStep(story, notes, item, step, { since: start.at, due: known, done: earliest(reviewed, end), byMoment });
  },

  'T-JOINT-LATE': (story, notes, param) => {
    const { start, end } = story.now;
    const item = story.openedItem;
    if (item?.handling?.kind !== 'joint' || !start) return;
    const due = heldDue(story, item, start.at, param('days', 45), param('extensionDays', 15));
    if (due === 'paused') return;
    const known = due === 'not-computable' ? undefined : due;
    notes.due({ since: start.at, due: known, done: end?.at, byMoment: story.standards.byMoment });
  },

  'T-PREACCEPT-LATE': (story, notes, param) => {
    const { received } = story.now;
    const channel = received?.data['channel'];
    if (!received || (channel !== undefined && channel !== 'online')) return;
    const done = earliest(...story.all('case.accepted', 'supplement.requested', ...ENDS));
    const due = story.dueAfter(received.at, param('days', 2));
    const { byMoment } = story.standards;
    if (channel === 'online') notes.due({ since: received.at, due, done, byMoment });
    // Whether it came online matters only where the answer came late.
    else if (done !== undefined && due !== undefined && done > due) notes.lacks('case.received.channel');
  },

  'T-STEP-TOTAL': (story, notes) => {
    const { accepted } = story.now;
    const item = accepted && story.moment(accepted.at).item;
    if (item?.handling?.kind === 'joint') return;
    const promised = item?.kind === 'instant' ? undefined : countedLimit(item?.promised);
    const limits = item?.steps?.flatMap(({ limit }) => countedLimit(limit) ?? []) ?? [];
    if (promised?.unit !== 'workingDay' || limits.some(({ unit }) => unit !== 'workingDay')) return;
    const total = limits.reduce((sum, { amount }) => sum + amount, 0);
    if (total > promised.amount) notes.found(accepted!.at);
  },
};
