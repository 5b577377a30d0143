import { mayBeIncomplete, timesOf } from '../day-table.js';
import { type GuidedItem, written } from './guide.js';
import type { Judges } from './judge.js';
import { approves, comesAfterDecision, decides, handles, opens } from './step-names.js';
import { said, type Act, type Story } from './story.js';

export const STEP_TYPES = ['step.started', 'step.completed'] as const;

/** Where a step stands in the item's list, by name or code; −1: it is not there. */
export const place = (item: GuidedItem | undefined, step: unknown): number =>
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

/** The receipt, the acceptance or the decision tells of a step that it is done. */
export function isToldByCase(story: Story, at: number, name: string): boolean {
  const { received, accepted } = story.moment(at);
  const isOpened = received !== undefined || accepted !== undefined;
  return (isOpened && opens(name)) || (decides(name) && story.firstBy(at, 'case.decided') !== undefined);
}

/** Names in one text, divided by marks, or by blanks where each word may be a whole Chinese name. */
export function namesIn(act: Act): string[] {
  const given = (said(act, 'officer') ?? '').normalize('NFKC');
  return given
    .replace(/[,;/]/g, '、')
    .split('、')
    .map((part) => part.split(/\s/).filter(Boolean))
    .flatMap((words) => (words.some((word) => !/^\p{Script=Han}{2,4}$/u.test(word)) ? [words.join('')] : words))
    .filter((name) => name.length > 0);
}

/** Officers in the order in which they first acted. */
export const officersOf = (acts: readonly Act[]): string[] => [...new Set(acts.flatMap(namesIn))];

export const STEPS: Judges = {
  'P-STEP-SKIPPED': (story, notes) => {
    const decided = story.now.end;
    if (decided?.type !== 'case.decided') return;
    const { item } = story.moment(decided.at);
    if (!item) return notes.lacks('item');
    const known = story.all(...STEP_TYPES).filter(({ at }) => at <= decided.at);
    const reported = new Set(known.map((act) => place(item, act.data['step'])));
    const steps = item.steps ?? [];
    const before = steps.flatMap(({ name }, i) => (comesAfterDecision(item, name) ? [] : [i]));
    const skipped = before.filter((i) => !reported.has(i) && !isToldByCase(story, decided.at, steps[i]!.name));
    if (skipped.length === 0) return;
    if (!before.some((i) => reported.has(i))) notes.lacks('step.started');
    else if (mayBeIncomplete(decided.at, known)) notes.lacks('time');
    else for (const i of skipped) notes.found(decided.at, steps[i]!.name);
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

  'P-SAME-OFFICER': (story, notes) => {
    for (const act of story.all('step.completed')) {
      const { item } = story.moment(act.at);
      if (!item) notes.lacks('item');
      const names = (item?.steps ?? []).map(({ name }) => name);
      const undecided = names.flatMap((name, i) => (comesAfterDecision(item, name) ? [] : [i]));
      const approval = undecided.findLast((i) => approves(names[i]!)) ?? undecided.at(-1);
      if (approval === undefined || place(item, act.data['step']) !== approval) continue;
      const worked = names.slice(0, approval).filter((name) => !opens(name));
      const named = worked.filter(handles);
      const wanted = named.length > 0 ? named : worked.slice(0, 1);
      if (wanted.length === 0) continue;
      const done = wanted.flatMap(
        (name) => actsAt(story, name, act.at, item).findLast(({ type }) => type === 'step.completed') ?? [],
      );
      const approvers = namesIn(act);
      if (done.length === 0) notes.lacks('step.completed');
      else if (done.some((one) => namesIn(one).some((name) => approvers.includes(name)))) notes.found(act.at);
      else if ([act, ...done].some((one) => said(one, 'officer') === undefined)) notes.lacks('step.completed.officer');
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
