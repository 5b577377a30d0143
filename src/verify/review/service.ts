import type { EventType } from '../../domain/event.js';
import { mayFollow } from '../day-table.js';
import { groupBy } from '../group.js';
import { written } from './guide.js';
import type { Judge, Judges } from './judge.js';
import type { Act } from './story.js';

const numberOf = ({ data }: Act): string => written(data['complaintNo']).normalize('NFKC').replace(/\s+/gu, '');

/** 不满意 and 非常不满意. */
const BAD = 4;

const isBad = ({ data }: Act): boolean => typeof data['level'] === 'number' && data['level'] >= BAD;

const rating =
  (days: number, follows: (action: unknown) => boolean): Judge =>
  (story, notes, param) => {
    for (const { at } of story.all('rating.given').filter(isBad)) {
      const later = (act: Act): boolean => mayFollow(act.at, at);
      // Whoever rates anew, and not badly, has taken the bad rating back.
      const bettered = story.all('rating.given').find((act) => later(act) && !isBad(act));
      const followed = story.all('rating.followed-up').find((act) => later(act) && follows(act.data['action']));
      const done = Math.min(bettered?.at ?? Infinity, followed?.at ?? Infinity);
      const due = story.closeAfter(at, param('days', days));
      notes.due({ since: at, due, done: done === Infinity ? undefined : done, subject: `${at}` });
    }
  };

const complaint =
  (days: number, ...answers: EventType[]): Judge =>
  (story, notes, param) => {
    // Filed again it is the same complaint.
    const filings = groupBy(story.all('complaint.filed'), numberOf);
    for (const [subject, [filing]] of filings) {
      const { at: since } = filing!;
      const answer = story.all(...answers).find((act) => mayFollow(act.at, since) && numberOf(act) === subject);
      const due = story.dueAfter(since, param('days', days));
      notes.due({ since, due, done: answer?.at, subject, byMoment: story.standards.byMoment });
    }
  };

export const SERVICE: Judges = {
  'S-RATING-CONTACT': rating(1, () => true),
  'S-RATING-RECTIFY': rating(5, (action) => action === 'rectified'),
  'S-COMPLAINT-ACCEPT': complaint(
    5,
    'complaint.accepted',
    'complaint.answered',
    'complaint.upheld',
    'complaint.dismissed',
  ),
  'S-COMPLAINT-ANSWER': complaint(10, 'complaint.answered', 'complaint.upheld', 'complaint.dismissed'),
};
