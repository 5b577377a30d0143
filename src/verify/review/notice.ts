import { mayFollow } from '../day-table.js';
import { materialsOf } from './guide.js';
import type { Judges } from './judge.js';
import { allSaid, type Act, type Story } from './story.js';

const plain = (text: string): string => text.normalize('NFKC').replace(/\s+/gu, '');

/** 一次性告知: how often before the acceptance, and what after it. */
function requests(story: Story) {
  return story.all('supplement.requested').map((request) => ({ request, ...story.moment(request.at) }));
}

/** The bare name of a material: no marks, no word at its end for the original or a copy. */
function bare(material: string): string {
  const name = [...material.normalize('NFKC')].filter((c) => /[\p{L}\p{N}]/u.test(c)).join('');
  for (const form of ['原件', '复印件'])
    if (name.endsWith(form)) return bare(name.slice(0, -form.length).replace(/(?:或者|[及和与或])$/u, ''));
  return name;
}

const contains = (one: string, other: string): boolean => one.includes(other) || other.includes(one);

function listOf(request: Act): string[] {
  const given = (request.data['materials'] as readonly string[] | undefined) ?? [];
  return given.map(bare).filter((name) => name.length > 0);
}

/** Does a request ask for something that those before it had not? */
function asksMore(request: Act, before: readonly Act[]): boolean {
  const [list, told] = [listOf(request), before.flatMap(listOf)];
  if (list.length > 0) {
    const isNew = list.some((name) => !told.some((one) => contains(one, name)));
    if (!isNew) return false;
  }
  const twins = before.filter(({ feed, at }) => feed !== request.feed && request.at - at <= 30 * 60_000);
  return !twins.some((twin) => Math.min(list.length, listOf(twin).length) === 0);
}

export const NOTICE: Judges = {
  'N-SUPPLEMENT-TWICE': (story, notes) => {
    for (const { request, accepted, deemed } of requests(story)) {
      const before = story.all('supplement.requested').filter(({ at }) => !mayFollow(at, request.at));
      if (before.length === 0 || deemed || !asksMore(request, before)) continue;
      if (!accepted || accepted.at === request.at) notes.found(request.at);
    }
  },

  'N-SUPPLEMENT-AFTER': (story, notes) => {
    for (const { request, accepted, deemed, end } of requests(story)) {
      if (end && end.at < request.at) continue;
      const isTyped = accepted !== undefined && accepted.at < request.at;
      if (deemed || (isTyped && !mayFollow(accepted.at, request.at))) notes.found(request.at);
      else if (isTyped) notes.lacks('time');
    }
  },

  'N-MATERIAL-EXTRA': (story, notes) => {
    for (const { request, item } of requests(story)) {
      const listed = materialsOf(item)
        ?.map(bare)
        .filter((name) => name !== '');
      if (!item) notes.lacks('item');
      else if (!listed) notes.lacks('item.materials');
      else
        for (const material of (request.data['materials'] as readonly string[] | undefined) ?? []) {
          const name = bare(material);
          if (name !== '' && !listed.some((one) => contains(one, name))) notes.found(request.at, plain(material));
        }
    }
  },

  'N-RECEIPT-MISSING': (story, notes) => {
    const { accepted, end } = story.now;
    if (accepted && allSaid(story, accepted, 'receiptNo').length === 0) notes.found(accepted.at);
    if (end?.type === 'case.not-accepted' && allSaid(story, end, 'documentNo').length === 0) notes.found(end.at);
  },
};
