import { Injectable } from '@nestjs/common';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import type { Level } from '../console/console.protocol.js';
import type { CityFigures, Overview } from '../console/figures.protocol.js';
import { NONE } from '../database/case.sql.js';
import { dueHorizon } from '../domain/due-horizon.js';
import { dayOf, rfc3339, startOfDay } from '../domain/instant.js';
import { ruleName } from '../domain/rule-name.js';
import { Groups, type RegionGroups, inOfficialOrder } from './groups.js';
import { OverviewRepository, type RaisedRow, type RunningRow, type Span } from './overview.repository.js';
import { instantsOf, monthOf, periodsOf } from './periods.js';
import type { Snapshot } from './snapshot.js';

/** Rules that the overview names. */
const TOP_RULES = 10;

type Levels = Record<Level, number>;
const noLevels = (): Levels => ({ reminder: 0, yellow: 0, red: 0 });
const sum = <T>(rows: readonly T[], of: (row: T) => number): number => rows.reduce((n, row) => n + of(row), 0);

/** The figures of this moment, for leaders. */
@Injectable()
export class OverviewFigures {
  constructor(
    private readonly overview: OverviewRepository,
    private readonly groups: Groups,
    private readonly catalogue: CatalogueService,
  ) {}

  /** @param visible what the viewer may see; `undefined`: everything */
  async read(snapshot: Snapshot, visible: string | undefined): Promise<Overview> {
    const { asOf } = snapshot;
    const day = dayOf(asOf);
    const today: Span = [startOfDay(day), startOfDay(day + 1)];
    const month = instantsOf(periodsOf(monthOf(day)).current);
    const within = (days: number) => dueHorizon(this.catalogue.calendars, asOf, days);
    const running = await this.overview.running(snapshot, [within(1), within(3), within(5)], visible);
    const raised = await this.overview.raised(snapshot, month, today, visible);
    return {
      asOf: rfc3339(asOf),
      today: {
        received: await this.overview.received(snapshot, today, visible),
        decided: await this.overview.decided(snapshot, today, visible),
        cards: sum(raised, (row) => row.today),
      },
      open: sum(running, (row) => row.open),
      overdue: sum(running, (row) => row.overdue),
      atRisk: {
        in1: sum(running, (row) => row.in1),
        in3: sum(running, (row) => row.in3),
        in5: sum(running, (row) => row.in5),
      },
      cards: levelsOf(raised),
      cities: await this.cities(snapshot, running, raised, visible),
      rules: this.topRules(raised),
    };
  }

  private async cities(
    snapshot: Snapshot,
    running: readonly RunningRow[],
    raised: readonly RaisedRow[],
    visible: string | undefined,
  ): Promise<CityFigures[]> {
    const regions = await this.groups.ofRegions(snapshot, {}, visible);
    const byRow = { running: parted(running, regions), raised: parted(raised, regions) };
    const keys = [...new Set([...regions.listed, ...byRow.running.keys(), ...byRow.raised.keys()])];
    const groupOf = await this.groups.named(snapshot, 'region', keys);
    return keys.sort(inOfficialOrder).map((key) => ({
      region: key ?? NONE,
      name: groupOf(key).name,
      nameEn: groupOf(key).nameEn,
      open: sum(byRow.running.get(key) ?? [], (row) => row.open),
      atRisk: sum(byRow.running.get(key) ?? [], (row) => row.in3),
      cards: levelsOf(byRow.raised.get(key) ?? []),
    }));
  }

  private topRules(raised: readonly RaisedRow[]): Overview['rules'] {
    const rules = new Map<string, Overview['rules'][number]>();
    for (const { rule, level, count } of raised) {
      const known = rules.get(`${rule} ${level}`);
      if (known) known.count += count;
      else rules.set(`${rule} ${level}`, { rule, name: ruleName(rule, this.catalogue.profile), level, count });
    }
    return [...rules.values()].sort((a, b) => b.count - a.count || (a.rule < b.rule ? -1 : 1)).slice(0, TOP_RULES);
  }
}

function levelsOf(raised: readonly RaisedRow[]): Levels {
  const levels = noLevels();
  for (const { level, count } of raised) levels[level] += count;
  return levels;
}

/** Rows by the row of the table to which their organisation belongs. */
function parted<R extends { org: string | null }>(rows: readonly R[], regions: RegionGroups): Map<string | null, R[]> {
  const parts = new Map<string | null, R[]>();
  for (const row of rows) {
    const key = regions.keyOf(row.org);
    parts.set(key, [...(parts.get(key) ?? []), row]);
  }
  return parts;
}
