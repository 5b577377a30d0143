import { Injectable } from '@nestjs/common';
import type { Figures, FigureRow } from '../console/figures.protocol.js';
import type { Instant } from '../domain/instant.js';
import type { Account } from '../identity/account.js';
import { StatisticsService } from '../statistics/statistics.service.js';
import { type BulletinFigures, busiest } from './bulletin-figures.js';
import { unknownRegion } from '../http/problem.js';
import type { BulletinKey } from './bulletin.query.js';
import { BulletinRepository } from './bulletin.repository.js';
import { canonicalJson, sha256 } from './canonical.js';

/** The figures of a month as they stand. */
export interface Draft {
  readonly figures: BulletinFigures;
  /** Canonical JSON of the figures, and its hash. */
  readonly frozen: string;
  readonly hash: Buffer;
  readonly asOf: Instant;
}

/** Figures that do not add up: a defect, and nothing to print. */
export class FiguresDisagree extends Error {
  override readonly name = 'FiguresDisagree';
}

const COUNTS = ['received', 'accepted', 'decided', 'measured', 'onTime', 'reminders', 'yellow', 'red'] as const;

/** Drafts that are remembered, so that the same figures can be set again without counting them again. */
const MAX_REMEMBERED = 20;

@Injectable()
export class BulletinDrafts {
  /** By hash, the oldest first. */
  private readonly remembered = new Map<string, Draft>();

  constructor(
    private readonly statistics: StatisticsService,
    private readonly bulletins: BulletinRepository,
  ) {}

  /** All from one snapshot, as the month page counts them. @throws 404 for a region that there is not */
  async read(key: BulletinKey, viewer: Account): Promise<Draft> {
    const draft = await this.count(key, viewer);
    const hash = draft.hash.toString('hex');
    this.remembered.delete(hash);
    this.remembered.set(hash, draft);
    for (const oldest of this.remembered.keys())
      if (this.remembered.size > MAX_REMEMBERED) this.remembered.delete(oldest);
    return draft;
  }

  /** The very figures that have been counted before, where they are remembered; else as they stand. */
  again(key: BulletinKey, hash: string | null, viewer: Account): Promise<Draft> {
    const known = hash === null ? undefined : this.remembered.get(hash);
    const isIt = known?.figures.month === key.month.code && (known.figures.region?.code ?? null) === key.region;
    return known && isIt ? Promise.resolve(known) : this.read(key, viewer);
  }

  private count({ month, region }: BulletinKey, viewer: Account): Promise<Draft> {
    return this.statistics.snapshot(async (snapshot) => {
      const name = region === null ? null : await this.bulletins.regionName(region, snapshot.queries);
      if (name === undefined) throw unknownRegion();
      const request = { month: month.code, scope: { region, org: null, item: null } };
      const tables = await this.statistics.months(snapshot, request, ['region', 'org', 'item'], viewer);
      const { total, previous, lastYear, days } = tables[0]!;
      const [rows, orgs, items] = tables.map((table) => table.rows) as [FigureRow[], FigureRow[], FigureRow[]];
      for (const all of [rows, orgs, items]) assertSum(all, total);
      const figures: BulletinFigures = {
        month: month.code,
        region: region === null || name === null ? null : { code: region, name },
        ...{ total, previous, lastYear, days },
        regions: rows,
        orgs: busiest(orgs),
        items: busiest(items),
      };
      const frozen = canonicalJson(figures);
      return { figures, frozen, hash: sha256(frozen), asOf: snapshot.asOf };
    });
  }
}

function assertSum(rows: readonly FigureRow[], total: Figures): void {
  for (const count of COUNTS) {
    const sum = rows.reduce((n, { figures }) => n + figures[count], 0);
    if (sum !== total[count])
      throw new FiguresDisagree(`${count}: the rows add up to ${sum}, the total is ${total[count]}`);
  }
}
