import { Injectable } from '@nestjs/common';
import type { FigureRow, FigureScope, Grouping, MonthFigures } from '../console/figures.protocol.js';
import { type Day, dayOf, isoOfDay, rfc3339 } from '../domain/instant.js';
import { type Counts, figuresOf } from './figures.js';
import { Groups, inOfficialOrder } from './groups.js';
import { type Tallies, byDay, noTally, shownRows, tallied } from './month-table.js';
import { MonthRepository } from './month.repository.js';
import { daysOf, periodsOf } from './periods.js';
import type { Snapshot } from './snapshot.js';

export interface MonthRequest {
  /** `yyyy-mm` */
  readonly month: string;
  readonly by: Grouping;
  readonly scope: FigureScope;
}

/** The table of a month, with the month before and the same month of the year before. */
@Injectable()
export class MonthFigureTable {
  constructor(
    private readonly months: MonthRepository,
    private readonly groups: Groups,
  ) {}

  /** @param visible what the viewer may see; `undefined`: everything */
  async read(
    snapshot: Snapshot,
    { month, by, scope }: MonthRequest,
    visible: string | undefined,
  ): Promise<MonthFigures> {
    const periods = periodsOf(month);
    const question = { periods, by, scope, visible };
    const regions = by === 'region' ? await this.groups.ofRegions(snapshot, scope, visible) : undefined;
    const tallies = tallied(await this.months.groups(snapshot, question), regions?.keyOf ?? ((code) => code));
    const days = byDay(await this.months.days(snapshot, question));
    const keys = regions ? [...new Set([...regions.listed, ...shownRows(tallies)])] : shownRows(tallies);
    const begun = daysOf(periods.current).filter((day) => day <= dayOf(snapshot.asOf));
    return {
      month,
      by,
      scope,
      path: await this.groups.path(snapshot, scope),
      asOf: rfc3339(snapshot.asOf),
      total: figuresOf(tallies.total.current),
      previous: figuresOf(tallies.total.previous),
      lastYear: figuresOf(tallies.total.lastYear),
      days: begun.map((day) => dayFigures(days, day)),
      rows: await this.rows(snapshot, by, keys, tallies),
    };
  }

  private async rows(
    snapshot: Snapshot,
    by: Grouping,
    keys: (string | null)[],
    tallies: Tallies,
  ): Promise<FigureRow[]> {
    const groupOf = await this.groups.named(snapshot, by, keys);
    const rows = keys.map((key): FigureRow => {
      const { current, previous } = tallies.rows.get(key) ?? noTally();
      const { name, nameEn, hasChildren } = groupOf(key);
      return { key, name, nameEn, hasChildren, figures: figuresOf(current), previous: figuresOf(previous) };
    });
    return rows.sort(by === 'region' ? (a, b) => inOfficialOrder(a.key, b.key) : busiestFirst);
  }
}

const busiestFirst = (a: FigureRow, b: FigureRow): number =>
  b.figures.received - a.figures.received || inOfficialOrder(a.key, b.key);

function dayFigures(days: ReadonlyMap<string, Counts>, day: Day): MonthFigures['days'][number] {
  const iso = isoOfDay(day);
  const { received = 0, decided = 0, reminders = 0, yellow = 0, red = 0 } = days.get(iso) ?? {};
  return { day: iso, received, decided, cards: reminders + yellow + red };
}
