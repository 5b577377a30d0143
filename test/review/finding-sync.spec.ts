import { describe, expect, it } from '@jest/globals';
import type { FindingDraft } from '../../src/review/finding-draft.js';
import { type StoredFinding, syncPlan } from '../../src/review/finding-sync.js';

const draft = (key: string, digest = 'same'): FindingDraft => ({
  caseNo: 'C',
  key,
  rule: 'X',
  ruleVersion: '1',
  category: 'fee',
  level: 'yellow',
  mode: 'confirm',
  item: null,
  org: null,
  raisedAt: 0,
  dueAt: null,
  explanation: '{}',
  digest,
});
const stored = (key: string, status: StoredFinding['status'], digest = 'same'): StoredFinding => ({
  id: `id of ${key}`,
  caseNo: 'C',
  key,
  status,
  digest,
  raisedAt: 0,
  dueAt: null,
});
/** A wait of the rule X for `subject`, due at an instant. */
const due = <T extends FindingDraft | StoredFinding>(one: T, at: number, subject = 's'): T => ({
  ...one,
  key: `X|${at}|${subject}`,
  raisedAt: at,
  dueAt: at,
});

describe('the plan that brings stored findings to those of a review', () => {
  it.each<[what: string, before: StoredFinding[], found: FindingDraft[], plan: string]>([
    ['adds what is new', [], [draft('a')], 'added a'],
    ['leaves what says the same', [stored('a', 'pending')], [draft('a')], ''],
    ['tells anew what says something else', [stored('a', 'pending')], [draft('a', 'other')], 'renewed a'],
    ['withdraws what is not found any more', [stored('a', 'pending')], [], 'withdrawn id of a'],
    ['leaves what is withdrawn', [stored('a', 'withdrawn')], [], ''],
    ['takes up again what comes back, even with the same words', [stored('a', 'withdrawn')], [draft('a')], 'renewed a'],
    ['never touches a card', [stored('a', 'confirmed'), stored('b', 'confirmed')], [draft('a', 'other')], ''],
    ['never touches what a person has dismissed', [stored('a', 'dismissed')], [draft('a', 'other')], ''],
  ])('%s', (_, before, found, expected) => {
    const { added, renewed, withdrawn } = syncPlan(before, found);
    const told = [
      ...added.map(({ key }) => `added ${key}`),
      ...renewed.map(({ key }) => `renewed ${key}`),
      ...withdrawn.map((id) => `withdrawn ${id}`),
    ];
    expect(told.join(', ')).toBe(expected);
  });

  it.each<[what: string, before: StoredFinding, found: FindingDraft, added: number]>([
    ['a card that was due earlier', due(stored('', 'confirmed'), 5), due(draft(''), 9), 0],
    ['a card that was due later', due(stored('', 'confirmed'), 9), due(draft(''), 5), 0],
    ['a dismissal for a later due instant', due(stored('', 'dismissed'), 9), due(draft(''), 5), 0],
    ['no dismissal for an earlier one', due(stored('', 'dismissed'), 5), due(draft(''), 9), 1],
    ['no card of another subject', due(stored('', 'confirmed'), 5, 'other'), due(draft(''), 9), 1],
    ['no card of another case', { ...due(stored('', 'confirmed'), 5), caseNo: 'D' }, due(draft(''), 9), 1],
    ['no finding that was withdrawn', due(stored('', 'withdrawn'), 5), due(draft(''), 9), 1],
  ])('a wait whose due instant has moved is answered by %s', (_, before, found, expected) => {
    expect(syncPlan([before], [found]).added).toHaveLength(expected);
  });

  it('a withdrawn finding does not come back beside the card of its wait', () => {
    const before = [due(stored('', 'withdrawn'), 9), due(stored('', 'confirmed'), 5)];
    expect(syncPlan(before, [due(draft(''), 9)])).toEqual({ added: [], renewed: [], withdrawn: [] });
  });

  it('tells like keys of different cases apart', () => {
    const { added, withdrawn } = syncPlan([{ ...stored('a', 'pending'), caseNo: 'D' }], [draft('a')]);
    expect([added.length, withdrawn.length]).toEqual([1, 1]);
  });
});
