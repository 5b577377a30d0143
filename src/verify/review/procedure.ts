import type { EventType } from '../../domain/event.js';
import { mayBeIncomplete, mayFollow } from '../day-table.js';
import { written } from './guide.js';
import type { Judges } from './judge.js';
import { comesAfterDecision, decides } from './step-names.js';
import { stepName, STEP_TYPES } from './steps.js';
import { said, type Act, type Story } from './story.js';
import { furtherTrips } from './trips.js';

/** What has no place after the end of a case. */
const HANDLING: readonly EventType[] = [
  'step.started',
  'step.completed',
  'supplement.requested',
  'supplement.received',
  'pause.started',
  'extension.granted',
];

export const PROCEDURE: Judges = {
  'P-AFTER-END': (story, notes) => {
    const { end } = story.now;
    for (const act of story.all(...HANDLING))
      if (end && act.at > end.at && isInPlace(story, end, act)) continue;
      else if (end && act.at > end.at && mayFollow(end.at, act.at)) notes.lacks('time');
      else if (end && act.at > end.at) {
        const of = act.data['kind'] ?? stepName(story.moment(act.at).item, act.data['step']);
        notes.found(act.at, `${act.type} ${written(of)}`.trim());
      }
  },

  'P-PAUSE-UNLISTED': (story, notes) => {
    for (const act of story.all('pause.started')) {
      const { item } = story.moment(act.at);
      if (!item) notes.lacks('item');
      else if (!item.pauses) notes.lacks('item.pauses');
      else if (!item.pauses.some(({ kind }) => kind === act.data['kind']))
        notes.found(act.at, written(act.data['kind']));
    }
  },

  'P-PAUSE-BASIS': (story, notes) => {
    for (const act of story.all('pause.started')) {
      const { item } = story.moment(act.at);
      if (!item) notes.lacks('item');
      const listed = item?.pauses?.some(({ kind }) => kind === act.data['kind']);
      if (listed && said(act, 'basis') === undefined) notes.found(act.at, written(act.data['kind']));
    }
  },

  'P-PAUSE-NOTICE': (story, notes) => {
    for (const act of story.all('pause.started'))
      if (said(act, 'noticeNo') === undefined) notes.found(act.at, written(act.data['kind']));
  },

  'P-JOINT-ALONE': (story, notes) => {
    const { end } = story.now;
    if (end?.type !== 'case.decided') return;
    const { item } = story.moment(end.at);
    if (!item) notes.lacks('item');
    if (item?.handling?.kind !== 'joint' || end.data['outcome'] === 'refused') return;
    const steps = story.all('step.started', 'step.completed').filter(({ at }) => at <= end.at);
    const done = new Set(
      steps.filter(({ type }) => type === 'step.completed').map(({ data }) => stepName(item, data['step'])),
    );
    const absent = item.handling.units.filter((unit) => !done.has(stepName(item, unit)));
    const names = new Set(steps.map(({ data }) => stepName(item, data['step'])));
    if (!item.handling.units.some((unit) => names.has(stepName(item, unit)))) notes.lacks('step.completed');
    else if (absent.length > 0 && mayBeIncomplete(end.at, steps)) notes.lacks('time');
    else for (const unit of absent) notes.found(end.at, unit);
  },

  'P-VISITS-OVER': (story, notes) => {
    for (const { at } of story.all('visit.made')) {
      const { item } = story.moment(at);
      if (!item) notes.lacks('item');
      else if (typeof item.maxVisits !== 'number') notes.lacks('item.maxVisits');
    }
    for (const { act, number } of furtherTrips(story.all('visit.made'))) {
      const most = story.moment(act.at).item?.maxVisits;
      if (typeof most === 'number' && number > most) notes.found(act.at, String(number));
    }
  },
};

/** Does an act have its place after the end? */
function isInPlace(story: Story, end: Act, act: Act): boolean {
  const isDecided = end.type === 'case.decided';
  if (act.type === 'supplement.received') return !isDecided;
  if (act.type !== 'step.started' && act.type !== 'step.completed') return false;
  const { item } = story.moment(act.at);
  const step = stepName(item, act.data['step']);
  if (comesAfterDecision(item, step) || (isDecided && decides(step))) return true;
  if (act.type === 'step.started') return false;
  const own = story.all(...STEP_TYPES).filter(({ at, data }) => at <= act.at && stepName(item, data['step']) === step);
  const begun = own.findLast(({ type }) => type === 'step.started')?.at;
  // Begun before the end, and not done with by then.
  if (begun === undefined || (begun > end.at && !mayFollow(end.at, begun))) return false;
  return own.every(({ type, at }) => type !== 'step.completed' || at <= begun || at > end.at);
}
