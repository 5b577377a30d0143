import type { EventType } from '../../domain/event.js';
import { isMidnight, mayBeIncomplete, mayFollow, timesOf } from '../day-table.js';
import { written } from './guide.js';
import type { Judges } from './judge.js';
import { stepName } from './steps.js';
import { said } from './story.js';

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
  'P-DECIDED-UNACCEPTED': (story, notes) => {
    const { end } = story.now;
    if (end?.type !== 'case.decided') return;
    const { start, startUnsure } = story.moment(end.at);
    if (startUnsure) notes.lacks('calendar');
    else if (!start && isMidnight(end.at)) notes.lacks('time');
    else if (!start) notes.found(end.at);
  },

  'P-AFTER-END': (story, notes) => {
    const { end } = story.now;
    for (const act of story.all(...HANDLING))
      if (end && act.at > end.at && mayFollow(end.at, act.at)) notes.lacks('time');
      else if (end && act.at > end.at) {
        const of = act.data['kind'] ?? stepName(story.moment(act.at).item, act.data['step']);
        notes.found(act.at, `${act.type} ${written(of)}`.trim());
      }
  },

  'P-PAUSE-UNLISTED': (story, notes) => {
    for (const act of story.all('pause.started')) {
      const { item } = story.moment(act.at);
      if (!item) notes.lacks('item');
      else if (!item.pauses?.some(({ kind }) => kind === act.data['kind']))
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
    if (steps.length === 0) return notes.lacks('step.completed');
    const done = new Set(
      steps.filter(({ type }) => type === 'step.completed').map(({ data }) => stepName(item, data['step'])),
    );
    const absent = item.handling.units.filter((unit) => !done.has(stepName(item, unit)));
    if (absent.length > 0 && mayBeIncomplete(end.at, steps)) notes.lacks('time');
    else for (const unit of absent) notes.found(end.at, unit);
  },

  'P-VISITS-OVER': (story, notes) => {
    timesOf(story.all('visit.made')).forEach((at, i) => {
      const { item } = story.moment(at);
      if (!item) notes.lacks('item');
      else if (typeof item.maxVisits !== 'number') notes.lacks('item.maxVisits');
      else if (i + 1 > item.maxVisits) notes.found(at, String(i + 1));
    });
  },
};
