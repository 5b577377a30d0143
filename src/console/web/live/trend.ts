import type { CardBrief } from '../../console.protocol.js';
import { dateOf, dateOfDay, dayNumber } from '../shared/time.js';
import type { LevelCounts } from './card-feed.js';

export const TREND_DAYS = 14;

export interface TrendDay extends LevelCounts {
  readonly date: string;
  total: number;
}

export interface Trend {
  /** The last days in Shanghai by the instant of the breach, up to today. */
  readonly days: readonly TrendDay[];
  readonly today: number;
  /** Yesterday up to the same time of day: a day that has not ended compares with no whole one. */
  readonly yesterday: number;
}

/** @param now RFC 3339 in +08:00, as the cards' own instants */
export function trendOf(cards: Iterable<CardBrief>, now: string): Trend {
  const last = dayNumber(dateOf(now));
  const days = Array.from({ length: TREND_DAYS }, (_, i) => ({
    date: dateOfDay(last - TREND_DAYS + 1 + i),
    total: 0,
    reminder: 0,
    yellow: 0,
    red: 0,
  }));
  const byDate = new Map(days.map((day) => [day.date, day]));
  const sameTime = `${dateOfDay(last - 1)}${now.slice(10)}`;
  let yesterday = 0;
  for (const { raisedAt, level } of cards) {
    const date = raisedAt.slice(0, 10);
    const day = byDate.get(date);
    if (!day) continue;
    day.total += 1;
    day[level] += 1;
    if (date === sameTime.slice(0, 10) && raisedAt <= sameTime) yesterday += 1;
  }
  return { days, today: days.at(-1)?.total ?? 0, yesterday };
}
