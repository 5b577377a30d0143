import type { Judges } from './judge.js';
import { allSaid, type Act, type Story } from './story.js';

/** 不予受理, or a decision with one of these outcomes: only where it ended the case. */
function endedBy(story: Story, ...outcomes: string[]): Act | undefined {
  const { end } = story.now;
  if (end?.type === 'case.not-accepted') return end;
  return end?.type === 'case.decided' && outcomes.some((one) => one === end.data['outcome']) ? end : undefined;
}

/** 部分准予 refuses a part. */
const partlyRefused = (story: Story): Act | undefined => endedBy(story, 'refused', 'partly-granted');

/** Letters and digits alone, one way of writing each. */
const letters = (text: string): string => [...text.normalize('NFKC')].filter((c) => /[\p{L}\p{N}]/u.test(c)).join('');

export const CONTENT: Judges = {
  'C-REASON-MISSING': (story, notes) => {
    const refusal = partlyRefused(story);
    if (refusal && allSaid(story, refusal, 'reason').length === 0) notes.found(refusal.at);
  },

  'C-REASON-SHORT': (story, notes, param) => {
    const refusal = partlyRefused(story);
    const lengths = refusal
      ? allSaid(story, refusal, 'reason').map((r) => [...r].filter((c) => c.trim() !== '').length)
      : [];
    if (lengths.length > 0 && Math.max(...lengths) < param('characters', 10)) notes.found(refusal!.at);
  },

  'C-REASON-UNLISTED': (story, notes) => {
    const refusal = endedBy(story, 'refused');
    const reasons = refusal
      ? allSaid(story, refusal, 'reason')
          .map(letters)
          .filter((text) => text !== '')
      : [];
    if (!refusal || reasons.length === 0) return;
    const { item } = story.moment(refusal.at);
    const refusals = item?.refusals;
    if (!item) notes.lacks('item');
    else if (!refusals) notes.lacks('item.refusals');
    else {
      const published = refusals.map(letters).filter((text) => text !== '');
      const isPublished = (reason: string) => published.some((text) => reason.includes(text) || text.includes(reason));
      if (!reasons.some(isPublished)) notes.found(refusal.at);
    }
  },

  'C-REMEDY-MISSING': (story, notes) => {
    const refusal = partlyRefused(story);
    const told = refusal?.data['remediesTold'];
    if (refusal && told === false) notes.found(refusal.at);
    if (refusal && told === undefined) notes.lacks(`${refusal.type}.remediesTold`);
  },

  'C-DOCUMENT-MISSING': (story, notes) => {
    const { end } = story.now;
    if (end?.type === 'case.decided' && allSaid(story, end, 'documentNo').length === 0) notes.found(end.at);
  },
};
