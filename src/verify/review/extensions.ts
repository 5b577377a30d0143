import { parseRfc3339 } from '../../domain/instant.js';
import { countedLimit, promisedLimit } from '../clock.js';
import { mayFollow } from '../day-table.js';
import type { NoDue } from '../due.js';
import { promisedAt, statutoryAt } from './limits.js';
import type { Judges } from './judge.js';
import { said, type Act, type Moment, type Story } from './story.js';

/** 行政许可法 第四十二条: approved, and with a reason. */
export const isValid = (extension: Act): boolean =>
  said(extension, 'approver') !== undefined && said(extension, 'reason') !== undefined;

export const EXTENSIONS: Judges = {
  'P-EXTEND-FORM': (story, notes) => {
    for (const act of story.all('extension.granted')) if (!isValid(act)) notes.found(act.at);
  },

  'P-EXTEND-NOTICE': (story, notes) => {
    for (const act of story.all('extension.granted')) {
      if (act.data['toldApplicant'] === undefined) notes.lacks('extension.granted.toldApplicant');
      else if (act.data['toldApplicant'] === false) notes.found(act.at);
    }
  },

  'P-EXTEND-TWICE': (story, notes) => {
    const all = story.all('extension.granted');
    for (const act of all) if (all.some((one) => !mayFollow(one.at, act.at) && isValid(one))) notes.found(act.at);
  },

  'P-EXTEND-LATE': (story, notes) => {
    for (const act of story.all('extension.granted')) {
      const moment = story.moment(act.at);
      const due = dueWithout(story, moment, act);
      if (due === 'no-limit') notes.lacks(moment.item ? 'item.statutory' : 'item');
      else if (due === 'not-computable') notes.lacks('calendar');
      else if (typeof due === 'number' && act.at > due) notes.found(act.at);
    }
  },
};

/** Of the limit by law, else of the promised one, else as the source has promised; undefined: none runs yet. */
function dueWithout(story: Story, moment: Moment, act: Act): number | NoDue | 'no-limit' | undefined {
  const { item, start, accepted } = moment;
  if (item && countedLimit(item.statutory)) return statutoryAt(story, moment, act)?.due;
  if (item && promisedLimit(item)) return promisedAt(story, moment, act)?.due;
  const promised = accepted && said(accepted, 'promiseDate');
  if (item && !start) return undefined;
  return promised === undefined || !start ? 'no-limit' : parseRfc3339(promised);
}
