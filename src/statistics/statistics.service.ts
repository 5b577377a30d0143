import { Injectable, StreamableFile } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { FigureScope, Grouping, MonthFigures, Overview } from '../console/figures.protocol.js';
import { SECOND } from '../domain/instant.js';
import { BriefCache } from '../http/brief-cache.js';
import { Turns } from '../http/turns.js';
import { type Account, visibleOrg } from '../identity/account.js';
import { Clock } from '../time/clock.js';
import { monthCsv, monthFile } from './month.csv.js';
import { MonthFigureTable } from './month.figures.js';
import { OverviewFigures } from './overview.figures.js';
import type { Snapshot } from './snapshot.js';
import { readMonthQuery } from './statistics.query.js';

/** Snapshots that are counted in at a time; the others wait for their turn, and events keep the other cores. */
const SNAPSHOTS_AT_ONCE = 2;
/** So long one overview serves every console that may see the same (milliseconds). */
const OVERVIEW_MS = 5 * SECOND;

/** Figures of cases and cards. All figures of one answer come from one snapshot of the database. */
@Injectable()
export class StatisticsService {
  private readonly turns = new Turns(SNAPSHOTS_AT_ONCE);
  private readonly overviews = new BriefCache<Overview>(OVERVIEW_MS);

  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly months: MonthFigureTable,
    private readonly overviewFigures: OverviewFigures,
  ) {}

  /** Several answers that agree with each other. Nothing can be written within. */
  snapshot<T>(work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
    return this.turns.take(() =>
      this.source.transaction('REPEATABLE READ', async (queries) => {
        await queries.query('SET TRANSACTION READ ONLY');
        return work({ queries, asOf: this.clock.now() });
      }),
    );
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

  /** @throws 400 naming the parameter that is wrong */
  async asked(query: unknown, viewer: Account): Promise<MonthFigures> {
    const { month, by, scope } = readMonthQuery(query, this.clock.now());
    return this.month(month, by, scope, viewer);
  }

  /** @throws 400 naming the parameter that is wrong */
  async file(query: unknown, viewer: Account): Promise<StreamableFile> {
    const figures = await this.asked(query, viewer);
    return new StreamableFile(Buffer.from(monthCsv(figures)), {
      type: 'text/csv; charset=utf-8',
      disposition: monthFile(figures),
    });
  }

  overview(viewer: Account): Promise<Overview> {
    const visible = visibleOrg(viewer);
    return this.overviews.get(JSON.stringify(visible ?? null), () =>
      this.snapshot((snapshot) => this.overviewFigures.read(snapshot, visible)),
    );
  }
}
