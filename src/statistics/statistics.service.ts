import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { FigureScope, Grouping, MonthFigures } from '../console/figures.protocol.js';
import { type Account, visibleOrg } from '../identity/account.js';
import { Clock } from '../time/clock.js';
import { MonthFigureTable } from './month.figures.js';
import type { Snapshot } from './snapshot.js';

/** Figures of cases and cards. All figures of one answer come from one snapshot of the database. */
@Injectable()
export class StatisticsService {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly months: MonthFigureTable,
  ) {}

  /** Several answers that agree with each other. Nothing can be written within. */
  snapshot<T>(work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
    return this.source.transaction('REPEATABLE READ', async (queries) => {
      await queries.query('SET TRANSACTION READ ONLY');
      return work({ queries, asOf: this.clock.now() });
    });
  }

  /**
   * @param month `yyyy-mm`
   * @param within the snapshot that it shares with other answers; one of its own without
   * @throws RangeError on anything that is no month
   */
  month(month: string, by: Grouping, scope: FigureScope, viewer: Account, within?: Snapshot): Promise<MonthFigures> {
    const read = (snapshot: Snapshot) => this.months.read(snapshot, { month, by, scope }, visibleOrg(viewer));
    return within ? read(within) : this.snapshot(read);
  }
}
