import { Injectable } from '@nestjs/common';
import type { FigureRow, FigureScope, Grouping, MonthFigures } from '../console/figures.protocol.js';
import { dayOf, isoOfDay, rfc3339 } from '../domain/instant.js';
import { type Counts, figuresOf } from './figures.js';
import { Groups, inOfficialOrder } from './groups.js';
import { byDay, noTally, shownRows, summed, tallied } from './month-table.js';
import { type KeyColumn, type MonthCounts, MonthRepository } from './month.repository.js';
import { daysOf, periodsOf } from './periods.js';
import type { Snapshot } from './snapshot.js';

export interface MonthRequest {
  /** `yyyy-mm` */
  readonly month: string;
  readonly scope: FigureScope;
}

/** A region is a group of organisations. */
const COLUMN: Readonly<Record<Grouping, KeyColumn>> = { region: 'org', org: 'org', item: 'item' };

/** The tables of a month, with the month before and the same month of the year before. */
@Injectable()
export class MonthFigureTable {
  constructor(
    private readonly months: MonthRepository,
    private readonly groups: Groups,
  ) {}

  /**
   * A table for each grouping, all of one count.
   *
   * @param visible what the viewer may see; `undefined`: everything
   * @throws 404 for a region that there is not
   */
  async read(
    snapshot: Snapshot,
    { month, scope }: MonthRequest,
    groupings: readonly Grouping[],
    visible: string | undefined,
  ): Promise<MonthFigures[]> {
    const periods = periodsOf(month);
    const path = await this.groups.path(snapshot, scope);
    const columns = [...new Set(groupings.map((by) => COLUMN[by]))];
    const counts = await this.months.counts(snapshot, { periods, columns, scope, visible });
    const days = byDay(counts.days);
    const begun = daysOf(periods.current).filter((day) => day <= dayOf(snapshot.asOf));
    const all = {
      ...{ month, scope, path, asOf: rfc3339(snapshot.asOf) },
      total: figuresOf(summed(counts.days.filter(({ day }) => day > 0))),
      previous: figuresOf(summed(counts.days.filter(({ day }) => day === 0))),
      lastYear: figuresOf(summed(counts.lastYear)),
      days: begun.map((day, i) => dayFigures(isoOfDay(day), days.get(i + 1))),
    };
    const tables: MonthFigures[] = [];
    for (const by of groupings)
      tables.push({ ...all, by, rows: await this.rows(snapshot, by, counts, scope, visible) });
    return tables;
  }

  private async rows(
    snapshot: Snapshot,
    by: Grouping,
    counts: MonthCounts,
    scope: FigureScope,
    visible: string | undefined,
  ): Promise<FigureRow[]> {
    const regions = by === 'region' ? await this.groups.ofRegions(snapshot, scope, visible) : undefined;
    const tallies = tallied(counts.groups[COLUMN[by]], regions?.keyOf ?? ((code) => code));
    const keys = [...new Set([...(regions?.listed ?? []), ...shownRows(tallies)])];
    const groupOf = await this.groups.named(snapshot, by, keys);
    const rows = keys.map((key): FigureRow => {
      const { current, previous } = tallies.get(key) ?? noTally();
      const { name, nameEn, hasChildren } = groupOf(key);
      return { key, name, nameEn, hasChildren, figures: figuresOf(current), previous: figuresOf(previous) };
    });
    return rows.sort(by === 'region' ? (a, b) => inOfficialOrder(a.key, b.key) : busiestFirst);
  }
}

const busiestFirst = (a: FigureRow, b: FigureRow): number =>
  b.figures.received - a.figures.received || inOfficialOrder(a.key, b.key);

function dayFigures(day: string, counts: Partial<Counts> = {}): MonthFigures['days'][number] {
  const { received = 0, decided = 0, reminders = 0, yellow = 0, red = 0 } = counts;
  return { day, received, decided, cards: reminders + yellow + red };
}
