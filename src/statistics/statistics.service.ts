import { Injectable, StreamableFile } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Grouping, MonthFigures, Overview } from '../console/figures.protocol.js';
import { SECOND } from '../domain/instant.js';
import { BriefCache } from '../http/brief-cache.js';
import { Turns } from '../http/turns.js';
import { type Account, visibleOrg } from '../identity/account.js';
import { Clock } from '../time/clock.js';
import { monthCsv, monthFile } from './month.csv.js';
import { MonthFigureTable, type MonthRequest } from './month.figures.js';
import { OverviewFigures } from './overview.figures.js';
import type { Snapshot } from './snapshot.js';
import { readMonthQuery } from './statistics.query.js';

/** Snapshots that are counted in at a time; the others wait for their turn, and events keep the other cores. */
const SNAPSHOTS_AT_ONCE = 2;
/** What a count may take: groupings of a month stay in memory and are not sorted on disk. */
const WORK_MEM = '16MB';
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
    private readonly monthTables: MonthFigureTable,
    private readonly overviewFigures: OverviewFigures,
  ) {}

  /** Several answers that agree with each other. Nothing can be written within. */
  snapshot<T>(work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
    return this.turns.take(() =>
      this.source.transaction('REPEATABLE READ', async (queries) => {
        await queries.query(`SET TRANSACTION READ ONLY; SET LOCAL work_mem = '${WORK_MEM}'`);
        return work({ queries, asOf: this.clock.now() });
      }),
    );
  }

  /**
   * Tables of a month, one for each grouping, that agree with each other.
   *
   * @param month `yyyy-mm`
   * @throws 404 for a region that there is not; RangeError on anything that is no month
   */
  months(
    snapshot: Snapshot,
    request: MonthRequest,
    groupings: readonly Grouping[],
    viewer: Account,
  ): Promise<MonthFigures[]> {
    return this.monthTables.read(snapshot, request, groupings, visibleOrg(viewer));
  }

  /** @throws 400, 404 naming the parameter that is wrong */
  async asked(query: unknown, viewer: Account): Promise<MonthFigures> {
    const { by, ...request } = readMonthQuery(query, this.clock.now());
    const [figures] = await this.snapshot((snapshot) => this.months(snapshot, request, [by], viewer));
    return figures!;
  }

  /** @throws 400, 404 naming the parameter that is wrong */
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
