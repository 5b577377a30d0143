import { Injectable } from '@nestjs/common';
import { burst } from '../domain/hints/burst.js';
import type { Hint } from '../domain/hints/hint.js';
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
import { HintRepository, type Queries } from './hint.repository.js';
import { SequenceRepository } from './sequence.repository.js';
import { WindowRepository } from './window.repository.js';

/** A computation over a window, and how often it is made (milliseconds). */
export interface Run {
  readonly name: string;
  readonly every: number;
  work(queries: Queries, now: Instant): Promise<void>;
}

/** Months that are computed again when late reports come: the last ones that have ended. */
const MONTHS = 3;
/** Days of cases that are looked at again: for bursts, like cases, changed limits, codes. */
const [BURST_DAYS, LIKE_DAYS, CHANGE_DAYS, UNKNOWN_DAYS] = [10, 365, 90, 90];

/** Which windows are computed, and when: as plain rows from the database, judged by the rules of `domain/hints`. */
@Injectable()
export class HintRuns {
  constructor(
    private readonly hints: HintRepository,
    private readonly windows: WindowRepository,
    private readonly sequences: SequenceRepository,
  ) {}

  readonly all: readonly Run[] = [
    {
      name: burst.code,
      every: 10 * MINUTE,
      work: (queries, now) => {
        const since = now - BURST_DAYS * DAY;
        return this.keep(queries, burst.code, since, now, async () =>
          burst.examine(await this.windows.decided(queries, since, now)),
        );
      },
    },
    {
      name: likeCases.code,
      every: 6 * HOUR,
      work: (queries, now) =>
        this.keep(queries, likeCases.code, -Infinity, now, async () =>
          likeCases.examine(await this.windows.valued(queries, now - LIKE_DAYS * DAY, now)),
        ),
    },
    {
      name: limitChanged.code,
      every: 6 * HOUR,
      work: (queries, now) => {
        const since = now - CHANGE_DAYS * DAY;
        return this.keep(queries, limitChanged.code, since, now, async () =>
          limitChanged.examine(await this.windows.lengthened(queries, since, now)),
        );
      },
    },
    { name: 'H-MONTHS', every: 6 * HOUR, work: (queries, now) => this.months(queries, now) },
    {
      name: sequenceGap.code,
      every: 5 * MINUTE,
      work: async (queries, now) => {
        // What committed late is taken in again: numbers are a set.
        await this.sequences.takeIn(queries, now - HOUR);
        await this.keep(queries, sequenceGap.code, -Infinity, now, async () =>
          sequenceGap.examine(await this.sequences.gaps(queries, now)),
        );
      },
    },
    {
      name: unknownCode.code,
      every: HOUR,
      work: (queries, now) => {
        const since = now - UNKNOWN_DAYS * DAY;
        return this.keep(queries, unknownCode.code, since, now, async () =>
          unknownCode.examine(await this.windows.unknownCodes(queries, since, now)),
        );
      },
    },
  ];

  private async keep(
    queries: Queries,
    rule: string,
    since: Instant,
    now: Instant,
    compute: () => Promise<Hint[]>,
  ): Promise<void> {
    await this.hints.store(queries, rule, await compute(), Math.max(since, 0), now);
  }

  /** A month is computed once it has ended, and again while late reports of it may come. */
  private async months(queries: Queries, now: Instant): Promise<void> {
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
    for (const rule of MONTH_RULES) await this.hints.store(queries, rule.code, rule.examine(rows), since, now);
  }
}
