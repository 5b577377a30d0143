import { Injectable } from '@nestjs/common';
import type { BulletinList, BulletinMonthView } from '../console/bulletin.protocol.js';
import { dayOf, isoOfDay } from '../domain/instant.js';
import { unknownRegion } from '../http/problem.js';
import { type Account, visibleOrg } from '../identity/account.js';
import { Clock } from '../time/clock.js';
import { BulletinPress } from './bulletin.press.js';
import { readListRequest } from './bulletin.query.js';
import { BulletinRepository } from './bulletin.repository.js';
import { editionView } from './bulletin.service.js';

/** The months of a year and how far their bulletins are. */
@Injectable()
export class BulletinLists {
  constructor(
    private readonly bulletins: BulletinRepository,
    private readonly press: BulletinPress,
    private readonly clock: Clock,
  ) {}

  /** @throws 400 naming the parameter that is wrong, 404 for a region that there is not */
  async list(query: unknown, account: Account): Promise<BulletinList> {
    const request = readListRequest(query);
    const { region } = request;
    if (region !== null && (await this.bulletins.regionName(region)) === undefined) throw unknownRegion();
    const now = this.clock.now();
    const current = monthAt(now);
    const first = monthAt((await this.bulletins.firstInstant()) ?? now);
    const lastYear = yearOf(current);
    const year = request.year ?? lastYear;
    const issued = await this.bulletins.newestOfYear(year, region);
    const months = monthsOf(year).filter((month) => month >= first && month <= current);
    for (const { month } of issued) if (!months.includes(month)) months.push(month);
    const items = months.map((month): BulletinMonthView => {
      const found = issued.find((one) => one.month === month);
      const status = found ? 'issued' : month === current ? 'running' : 'draft';
      return { month, status, edition: found ? editionView(found) : null, formats: found?.formats ?? [] };
    });
    const firstYear = Math.min(yearOf(first), lastYear);
    return {
      year,
      years: Array.from({ length: lastYear - firstYear + 1 }, (_, i) => lastYear - i),
      region,
      area: this.press.office.area,
      regions: await this.bulletins.regions(),
      // Drafts are none of an account that is bound to an organisation.
      items: items
        .filter(({ status }) => status === 'issued' || visibleOrg(account) === undefined)
        .sort((a, b) => (a.month < b.month ? 1 : -1)),
    };
  }
}

const monthAt = (at: number): string => isoOfDay(dayOf(at)).slice(0, 7);
const yearOf = (month: string): number => Number(month.slice(0, 4));
const monthsOf = (year: number): string[] =>
  Array.from({ length: 12 }, (_, i) => `${year}-${String(i + 1).padStart(2, '0')}`);
