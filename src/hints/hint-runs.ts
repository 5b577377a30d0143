import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { burst } from '../domain/hints/burst.js';
import type { Hint, HintRule } from '../domain/hints/hint.js';
import { likeCases } from '../domain/hints/like-cases.js';
import { limitChanged } from '../domain/hints/limit-changed.js';
import { MONTH_RULES, type OrgMonth } from '../domain/hints/month-shares.js';
import { sequenceGap } from '../domain/hints/sequence-gap.js';
import { unknownCode } from '../domain/hints/unknown-code.js';
import {
  addMonths,
  DAY,
  type Day,
  dayFromIso,
  dayOf,
  HOUR,
  type Instant,
  isoOfDay,
  MINUTE,
  startOfDay,
} from '../domain/instant.js';
import type { LookedAt } from '../console/hints.protocol.js';
import { type Follow, HintRepository, type Look, type Queries } from './hint.repository.js';
import { SequenceRepository } from './sequence.repository.js';
import { WindowRepository } from './window.repository.js';

/** A computation over a window, and how often it is made (milliseconds). */
export interface Run {
  readonly name: string;
  /** Codes of the rules that are computed together. */
  readonly rules: readonly string[];
  readonly every: number;
  readonly what: LookedAt;
  work(queries: Queries, now: Instant): Promise<Look>;
}

/** Months that are computed again when late reports come: the last ones that have ended. */
const MONTHS = 3;
/** Days of cases that are looked at again: for bursts, like cases, changed limits, codes. */
const [BURST_DAYS, LIKE_DAYS, CHANGE_DAYS, UNKNOWN_DAYS] = [10, 365, 90, 90];

const headOf = ({ code }: { readonly code: string }, every: number, what: LookedAt): Omit<Run, 'work'> => ({
  name: code,
  rules: [code],
  every,
  what,
});

/** Which windows are computed, and when: as plain rows from the database, judged by the rules of `domain/hints`. */
@Injectable()
export class HintRuns {
  constructor(
    private readonly hints: HintRepository,
    private readonly windows: WindowRepository,
    private readonly sequences: SequenceRepository,
  ) {}

  readonly all: readonly Run[] = [
    this.over(burst, 10 * MINUTE, BURST_DAYS, 'decided', (...window) => this.windows.decided(...window)),
    {
      ...headOf(likeCases, 6 * HOUR, 'valued'),
      work: async (queries, now) => {
        const from = now - LIKE_DAYS * DAY;
        const rows = await this.windows.valued(queries, from, now);
        // Its windows are those of its cases, however long ago: they are all found anew.
        return this.keep(queries, likeCases, rows, { from, since: 0, now, by: 'window_from' });
      },
    },
    this.over(limitChanged, 6 * HOUR, CHANGE_DAYS, 'changes', (...window) => this.windows.lengthened(...window)),
    {
      name: 'H-MONTHS',
      rules: MONTH_RULES.map(({ code }) => code),
      every: 6 * HOUR,
      what: 'ended',
      work: (queries, now) => this.months(queries, now),
    },
    {
      ...headOf(sequenceGap, 5 * MINUTE, 'numbering'),
      work: async (queries, now) => {
        await this.sequences.takeIn(queries, sequenceGap.code);
        const gaps = await this.sequences.gaps(queries, now);
        const look = await this.keep(queries, sequenceGap, gaps, { from: null, since: 0, now, by: 'window_from' });
        return { ...look, lookedAt: await this.sequences.numbering(queries) };
      },
    },
    {
      ...headOf(unknownCode, HOUR, 'received'),
      work: async (queries, now) => {
        const from = now - UNKNOWN_DAYS * DAY;
        const codes = await this.windows.unknownCodes(queries, from, now);
        const look = await this.keep(queries, unknownCode, codes, { from, since: from, now, by: 'window_before' });
        return { ...look, lookedAt: await this.windows.received(queries, from, now) };
      },
    },
  ];

  /** A rule over the rows of the last days. */
  private over<Row>(
    rule: HintRule<Row>,
    every: number,
    days: number,
    what: LookedAt,
    read: (queries: Queries, from: Instant, before: Instant) => Promise<Row[]>,
  ): Run {
    return {
      ...headOf(rule, every, what),
      work: async (queries, now) => {
        const from = now - days * DAY;
        // A run that began before the window is no new one; it keeps its hint.
        const rows = await read(queries, from - MINUTE, now);
        return this.keep(queries, rule, rows, { from, since: from, now, by: 'window_from' });
      },
    };
  }

  private async keep<Row>(
    queries: Queries,
    rule: HintRule<Row>,
    rows: readonly Row[],
    { from, now, ...follow }: Follow & { readonly from: Instant | null; readonly now: Instant },
  ): Promise<Look> {
    const hints: Hint[] = [];
    for (const part of rule.inParts?.(rows) ?? [rule.examine(rows)]) {
      hints.push(...part.filter((hint) => hint.from >= follow.since));
      await setImmediate();
    }
    await this.hints.store(queries, rule.code, hints, follow, now);
    return { from, before: now, lookedAt: rows.length, found: hints.length };
  }

  /** A month is computed once it has ended, and again while late reports of it may come. */
  private async months(queries: Queries, now: Instant): Promise<Look> {
    const current: Day = dayFromIso(`${isoOfDay(dayOf(now)).slice(0, 7)}-01`);
    const rows: OrgMonth[] = [];
    for (let back = MONTHS; back >= 1; back -= 1) {
      const start = (month: number): Instant => startOfDay(addMonths(current, month));
      const [former, from, before] = [start(-back - 1), start(-back), start(1 - back)];
      const month = isoOfDay(addMonths(current, -back)).slice(0, 7);
      for (const row of await this.windows.months(queries, former, from, before))
        rows.push({ ...row, month, from, before });
    }
    const since = startOfDay(addMonths(current, -MONTHS));
    let found = 0;
    for (const rule of MONTH_RULES) {
      const hints = rule.examine(rows);
      found += hints.length;
      await this.hints.store(queries, rule.code, hints, { since, by: 'window_from' }, now);
    }
    const ended = rows.reduce((sum, row) => sum + row.ended, 0);
    return { from: since, before: startOfDay(current), lookedAt: ended, found };
  }
}
