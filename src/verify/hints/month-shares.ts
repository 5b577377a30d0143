import type { Instant } from '../../domain/instant.js';
import { midnight, shanghaiDay } from '../day-table.js';
import type { HintFacts } from './hint-facts.js';
import { type ExpectedHint, groupOfKey, type HintRule, type Numbers, type StoredHint } from './hint.js';
import { MONTHS, SHARES, VOLUME } from './parameters.js';

const DAY = 86_400_000;

/** Months since the year 0, in Shanghai. */
const monthOf = (at: Instant): number => {
  const date = new Date(shanghaiDay(at) * DAY);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
};
const firstOf = (month: number): Instant => midnight(Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY);
const yearAndMonth = (month: number): Numbers => [Math.floor(month / 12), (month % 12) + 1];
const written = (month: number): string =>
  yearAndMonth(month)
    .map((part, i) => String(part).padStart(i === 0 ? 4 : 2, '0'))
    .join('-');

interface Tally {
  received: number;
  ended: number;
  refused: number;
  returned: number;
  entries: number;
  lateEntries: number;
  settledAt: Instant;
}

const NONE: Readonly<Tally> = {
  received: 0,
  ended: 0,
  refused: 0,
  returned: 0,
  entries: 0,
  lateEntries: 0,
  settledAt: -Infinity,
};

const PARTS: Readonly<Record<keyof typeof SHARES, (tally: Tally) => readonly [part: number, whole: number]>> = {
  'H-SHARE-REFUSED': ({ refused, ended }) => [refused, ended],
  'H-SHARE-RETURNED': ({ returned, ended }) => [returned, ended],
  'H-SHARE-LATE-ENTRY': ({ lateEntries, entries }) => [lateEntries, entries],
};

/** Shares and volumes of organisations by month. Kept are sums alone, of every month. */
export class MonthsRule implements HintRule {
  readonly rules = [...Object.keys(SHARES), 'H-VOLUME'];
  private readonly tallies = new Map<string, Map<number, Tally>>();
  private readonly current: number;

  constructor(readonly ranAt: Instant) {
    this.current = monthOf(ranAt);
  }

  learn(facts: HintFacts, settledAt: Instant, isFormer: boolean): void {
    const { org, received, ended } = facts;
    if (org === undefined) return;
    if (received !== undefined) {
      const tally = this.tally(org, monthOf(received), settledAt);
      if (!isFormer) tally.received += 1;
    }
    if (ended === undefined) return;
    const tally = this.tally(org, monthOf(ended), settledAt);
    if (isFormer) return;
    tally.ended += 1;
    tally.refused += facts.isRefused ? 1 : 0;
    tally.returned += facts.isReturned ? 1 : 0;
    tally.entries += facts.entries;
    tally.lateEntries += facts.lateEntries;
  }

  expected(): ExpectedHint[] {
    return [...this.tallies].flatMap(([org, months]) =>
      // A month in which nothing was received any more has a volume, too.
      [...new Set([...months.keys()].flatMap((month) => [month, month + 1]))].flatMap((month) => {
        if (month >= this.current) return [];
        const [tally, before] = [months.get(month) ?? NONE, months.get(month - 1)];
        return [...this.shares(org, month, tally), ...this.volume(org, month, tally, before)];
      }),
    );
  }

  isCurrent({ from }: StoredHint): boolean {
    return monthOf(from) >= this.current - MONTHS;
  }

  restsOn({ key, from }: StoredHint): Instant {
    const months = this.tallies.get(groupOfKey(key));
    const month = monthOf(from);
    return Math.max(months?.get(month)?.settledAt ?? -Infinity, months?.get(month - 1)?.settledAt ?? -Infinity);
  }

  private tally(org: string, month: number, settledAt: Instant): Tally {
    const months = this.tallies.get(org) ?? new Map<number, Tally>();
    this.tallies.set(org, months);
    const tally = months.get(month) ?? { ...NONE };
    months.set(month, tally);
    tally.settledAt = Math.max(tally.settledAt, settledAt);
    return tally;
  }

  private shares(org: string, month: number, tally: Tally): ExpectedHint[] {
    return (Object.keys(SHARES) as (keyof typeof SHARES)[]).flatMap((rule) => {
      const [part, whole] = PARTS[rule](tally);
      const { percent, minimum } = SHARES[rule];
      if (whole < minimum || 100 * part < percent * whole) return [];
      return [
        this.hintOf(rule, org, month, tally.settledAt, {
          observed: [...yearAndMonth(month), part, whole],
          expected: [percent],
          arithmetic: [[part, whole, (100 * part) / whole]],
        }),
      ];
    });
  }

  private volume(
    org: string,
    month: number,
    { received, settledAt }: Tally,
    former: Tally | undefined,
  ): ExpectedHint[] {
    const before = former?.received ?? 0;
    if (before === 0 || Math.max(received, before) < VOLUME.minimum) return [];
    if (100 * Math.abs(received - before) < VOLUME.percent * before) return [];
    return [
      this.hintOf('H-VOLUME', org, month, Math.max(settledAt, former?.settledAt ?? -Infinity), {
        observed: [...yearAndMonth(month), received, before],
        expected: [VOLUME.percent],
        arithmetic: [[received, before, before, (100 * (received - before)) / before]],
      }),
    ];
  }

  private hintOf(
    rule: string,
    org: string,
    month: number,
    settledAt: Instant,
    figures: ExpectedHint['figures'],
  ): ExpectedHint {
    return {
      ...{ rule, org, figures, settledAt },
      key: `${org}|${written(month)}`,
      item: null,
      from: firstOf(month),
      before: firstOf(month + 1),
      cases: { ranked: [] },
      names: [],
      isDue: month >= this.current - MONTHS,
    };
  }
}
