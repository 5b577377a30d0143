import { isMidnight, mayBeIncomplete, mayFollow, timesOf } from '../day-table.js';
import { type GuidedItem, written } from './guide.js';
import type { Judges } from './judge.js';
import { said, type Act, type Story } from './story.js';

const STEP_TYPES = ['step.started', 'step.completed'] as const;

/** Where a step stands in the item's list, by name or code; −1: it is not there. */
const place = (item: GuidedItem | undefined, step: unknown): number =>
  item?.steps?.findIndex(({ name, code }) => typeof step === 'string' && [name, code].includes(step.trim())) ?? -1;

/** One step has one name, whether its source writes the name or the code. */
export function stepName(item: GuidedItem | undefined, step: unknown): string {
  return item?.steps?.[place(item, step)]?.name ?? written(step).trim();
}

/** What has been done at a step by an instant. */
export function actsAt(story: Story, step: string, until: number, item: GuidedItem | undefined): Act[] {
  const wanted = stepName(item, step);
  return story.all(...STEP_TYPES).filter((act) => act.at <= until && stepName(item, act.data['step']) === wanted);
}

/** Officers in the order in which they first acted. */
export function officersOf(acts: readonly Act[]): string[] {
  return [...new Set(acts.flatMap((act) => said(act, 'officer')?.trim() ?? []))];
}

export const STEPS: Judges = {
  'P-STEP-SKIPPED': (story, notes) => {
    const decided = story.now.end;
    if (decided?.type !== 'case.decided') return;
    const { item } = story.moment(decided.at);
    if (!item) return notes.lacks('item');
    const reported = new Set(
      story
        .all(...STEP_TYPES)
        .filter(({ at }) => at <= decided.at)
        .map((act) => place(item, act.data['step'])),
    );
    const steps = item.steps ?? [];
    const isWhole = steps.every((_, i) => reported.has(i));
    if (isWhole) return;
    if (!steps.some((_, i) => reported.has(i))) return notes.lacks('step.started');
    const known = story.all(...STEP_TYPES).filter(({ at }) => at <= decided.at);
    if (mayBeIncomplete(decided.at, known)) return notes.lacks('time');
    steps.forEach(({ name }, i) => reported.has(i) || notes.found(decided.at, name));
  },

  'P-STEP-ORDER': (story, notes) => {
    for (const start of story.all('step.started')) {
      const { item } = story.moment(start.at);
      if (!item) notes.lacks('item');
      const at = place(item, start.data['step']);
      if (at < 0) continue;
      const known = story.all('step.completed').filter((done) => done.at <= start.at);
      const latest = known.findLast((done) => !mayFollow(done.at, start.at) && place(item, done.data['step']) > at)?.at;
      if (latest === undefined) continue;
      const isBack = known.some((done) => done.data['outcome'] === 'return' && mayFollow(done.at, latest));
      if (isBack) continue;
      if (mayBeIncomplete(start.at, known)) notes.lacks('time');
      else notes.found(start.at, item!.steps![at]!.name);
    }
  },

  'P-STEP-RETURNED': (story, notes, param) => {
    const returns = story.all('step.completed').filter(({ data }) => data['outcome'] === 'return');
    returns.forEach((act, i) => {
      const { item } = story.moment(act.at);
      const step = stepName(item, act.data['step']);
      const alike = returns.slice(0, i + 1).filter((other) => stepName(item, other.data['step']) === step);
      const times = timesOf(alike);
      if (times.includes(act.at) && times.length >= param('times', 2)) notes.found(act.at, step);
    });
  },

  'P-STEP-EARLY': (story, notes) => {
    for (const act of story.all(...STEP_TYPES)) {
      const { start, startUnsure, item } = story.moment(act.at);
      const step = stepName(item, act.data['step']);
      if (/收件|受理/.test(step)) continue;
      if (startUnsure) notes.lacks('calendar');
      else if (!start && isMidnight(act.at)) notes.lacks('time');
      else if (!start) notes.found(act.at, `${act.type} ${step}`);
    }
  },

  'P-SAME-OFFICER': (story, notes) => {
    for (const act of story.all('step.completed')) {
      const { item } = story.moment(act.at);
      if (!item) notes.lacks('item');
      const steps = item?.steps ?? [];
      if (steps.length < 2 || place(item, act.data['step']) !== steps.length - 1) continue;
      const first = actsAt(story, steps[0]!.name, act.at, item).findLast(({ type }) => type === 'step.completed');
      const [one, other] = [first, act].map((done) => done && said(done, 'officer')?.trim());
      if (!first) notes.lacks('step.completed');
      else if (one === undefined || other === undefined) notes.lacks('step.completed.officer');
      else if (one === other) notes.found(act.at);
    }
  },

  'P-SITE-ONE': (story, notes, param) => {
    for (const act of story.all('step.completed')) {
      const { item } = story.moment(act.at);
      if (!item) notes.lacks('item');
      const check = item?.siteCheck;
      if (!check || stepName(item, check.step) !== stepName(item, act.data['step'])) continue;
      const acts = actsAt(story, check.step, act.at, item);
      if (officersOf(acts).length >= (check.officers ?? param('officers', 2))) continue;
      if (acts.some((one) => said(one, 'officer') === undefined)) notes.lacks('step.completed.officer');
      else if (mayBeIncomplete(act.at, acts)) notes.lacks('time');
      else notes.found(act.at, stepName(item, check.step));
    }
  },
};
