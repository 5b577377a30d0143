import { describe, expect, it } from '@jest/globals';
import { compare } from '../../src/trials/compare.js';
import type { Mark } from '../../src/trials/judge.js';
import { pauseAfter } from '../../src/trials/pace.js';

const CARD = {
  rule: 'T-PROMISE-OVER',
  key: 'T-PROMISE-OVER',
  level: 'yellow',
  mode: 'automatic',
  raisedAt: 5,
  dueAt: 5,
};
const card = (more: Partial<Mark> = {}): Mark => ({ tier: 'card', why: {}, ...CARD, ...more }) as Mark;
/** A wait of the wider book: its key holds the instant at which it was due. */
const wait = (dueAt: number, began = 'e1'): Mark =>
  ({
    ...{
      tier: 'finding',
      rule: 'T-HEARING-LATE',
      key: `T-HEARING-LATE|${dueAt}|hearing`,
      level: 'yellow',
      mode: 'confirm',
    },
    ...{ raisedAt: dueAt, dueAt, why: { dueAt, explanation: { events: [{ source: 's', id: began }] } } },
  }) as unknown as Mark;
const kinds = (before: Mark[], after: Mark[]): string[] => compare(before, after).map(({ kind }) => kind);

describe('two judgements of a case', () => {
  it.each<[what: string, before: Mark[], after: Mark[], kinds: string[]]>([
    ['are alike', [card()], [card()], []],
    ['differ by a card that comes', [], [card()], ['appear']],
    ['differ by a card that goes', [card()], [], ['vanish']],
    ['differ in the level, whatever else differs', [card()], [card({ level: 'red', dueAt: 6 })], ['level']],
    ['differ in the mode', [wait(5)], [{ ...wait(5), mode: 'hint' }], ['mode']],
    ['differ in an instant', [card()], [card({ raisedAt: 6, dueAt: 6 })], ['moved']],
    ['differ in the due instant of the same wait', [wait(5)], [wait(7)], ['moved']],
    ['differ in waits that two events have begun', [wait(5)], [wait(7, 'e2')], ['appear', 'vanish']],
  ])('%s', (_, before, after, found) => expect(kinds(before, after)).toEqual(found));
});

describe('the pause between two pieces of work', () => {
  it.each([
    [0, 0],
    [0.15, 0],
    [0.425, 450],
    [0.7, 900],
    [1, 900],
  ])('while the server is busy %d of the time is %d ms for 100 ms of work', (utilization, pause) =>
    expect(pauseAfter(100, utilization)).toBeCloseTo(pause),
  );

  it('is two seconds at most', () => expect(pauseAfter(10_000, 1)).toBe(2_000));
});
