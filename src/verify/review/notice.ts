import { mayFollow } from '../day-table.js';
import { materialsOf } from './guide.js';
import type { Judges } from './judge.js';
import { said, type Story } from './story.js';

const plain = (text: string): string => text.normalize('NFKC').replace(/\s+/gu, '');

/** 一次性告知: how often before the acceptance, and what after it. */
function requests(story: Story) {
  return story.all('supplement.requested').map((request) => ({ request, ...story.moment(request.at) }));
}

export const NOTICE: Judges = {
  'N-SUPPLEMENT-TWICE': (story, notes) => {
    for (const { request, accepted } of requests(story)) {
      const isSecond = story.all('supplement.requested').some(({ at }) => !mayFollow(at, request.at));
      if (isSecond && (!accepted || accepted.at === request.at)) notes.found(request.at);
    }
  },

  'N-SUPPLEMENT-AFTER': (story, notes) => {
    for (const { request, accepted, end } of requests(story))
      if (accepted && accepted.at < request.at && !(end && end.at < request.at)) {
        if (mayFollow(accepted.at, request.at)) notes.lacks('time');
        else notes.found(request.at);
      }
  },

  'N-MATERIAL-EXTRA': (story, notes) => {
    for (const { request, item } of requests(story)) {
      const listed = materialsOf(item)?.map(plain);
      if (!item) notes.lacks('item');
      else if (!listed) notes.lacks('item.materials');
      else
        for (const material of (request.data['materials'] as readonly string[] | undefined) ?? [])
          if (plain(material) !== '' && !listed.includes(plain(material))) notes.found(request.at, plain(material));
    }
  },

  'N-RECEIPT-MISSING': (story, notes) => {
    const { accepted, end } = story.now;
    if (accepted && said(accepted, 'receiptNo') === undefined) notes.found(accepted.at);
    if (end?.type === 'case.not-accepted' && said(end, 'documentNo') === undefined) notes.found(end.at);
  },
};
