import { describe, expect, it } from '@jest/globals';
import type { CardView, CaseEventView, LedgerDay } from '../../src/console/console.protocol.js';
import { caseStory } from '../../src/console/web/case/case-story.js';
import { ledgerWeeks } from '../../src/console/web/case/ledger-weeks.js';
import { detailTime, differ, listTime } from '../../src/console/web/shared/time.js';

const day = (date: string, n?: number): LedgerDay =>
  n === undefined ? { date, counted: false, reason: 'weekend' } : { date, counted: true, n, reason: 'workday' };

describe('the ledger as a calendar', () => {
  it('lays the days into weeks from Monday to Sunday, across the turn of a year', () => {
    const weeks = ledgerWeeks([day('2025-12-31', 1), day('2026-01-04'), day('2026-01-05', 2)]);
    expect(weeks.map((week) => week.monday)).toEqual(['2025-12-29', '2026-01-05']);
    expect(weeks[0]?.days.map(({ entry }) => entry?.date ?? null)).toEqual([
      null,
      null,
      '2025-12-31',
      null,
      null,
      null,
      '2026-01-04',
    ]);
  });

  it('keeps a week of which nothing is told', () => {
    expect(ledgerWeeks([day('2026-11-02', 1), day('2026-11-16', 2)])).toHaveLength(3);
  });

  it('is empty without days', () => {
    expect(ledgerWeeks([])).toEqual([]);
  });
});

describe('the course of a case', () => {
  const event = (id: string, time: string) => ({ id, source: 's', time }) as CaseEventView;
  const card = (id: string, raisedAt: string) => ({ id, raisedAt }) as CardView;

  it('tells events and cards in the order in which they happened, the event first', () => {
    const story = caseStory({
      events: [event('late', '2026-11-20T17:00:00+08:00'), event('first', '2026-11-19T09:00:00+08:00')],
      cards: [card('7', '2026-11-20T09:00:00Z')],
    });
    expect(story.map((entry) => entry.key)).toEqual(['e s first', 'e s late', 'c 7']);
  });
});

describe('times', () => {
  const now = Date.parse('2026-12-31T16:30:00Z');

  it('are those of Shanghai, whatever offset they come in', () => {
    expect(detailTime('2026-11-20T02:05:00Z')).toBe('2026-11-20 10:05:00');
  });

  it('leave the year away in lists only when it is the present one in Shanghai', () => {
    expect(listTime('2027-01-01T10:05:00+08:00', now)).toBe('01-01 10:05');
    expect(listTime('2026-12-31T10:05:00+08:00', now)).toBe('2026-12-31 10:05');
  });

  it('that are not known are a dash', () => {
    expect(listTime(null, now)).toBe('—');
    expect(detailTime('soon')).toBe('—');
  });

  it('differ from a minute on', () => {
    expect(differ('2026-11-20T10:05:00+08:00', '2026-11-20T10:05:59+08:00')).toBe(false);
    expect(differ('2026-11-20T10:05:00+08:00', '2026-11-20T10:06:00+08:00')).toBe(true);
  });
});
