import { Injectable } from '@nestjs/common';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import type { CaseList, CaseListRow } from '../console/figures.protocol.js';
import { dueHorizon } from '../domain/due-horizon.js';
import { type Instant, rfc3339 } from '../domain/instant.js';
import { type Account, visibleOrg } from '../identity/account.js';
import { Clock } from '../time/clock.js';
import { type CaseListQuery, caseCursor } from './case-list.query.js';
import { limitUnit } from '../domain/limit.js';
import { minutesLeft, workdayLeft } from '../domain/office-time.js';
import { CaseListRepository, type ListedCase } from './case-list.repository.js';

@Injectable()
export class CaseListService {
  constructor(
    private readonly cases: CaseListRepository,
    private readonly catalogue: CatalogueService,
    private readonly clock: Clock,
  ) {}

  async page({ filter, limit, after }: CaseListQuery, account: Account): Promise<CaseList> {
    const { dueWithin } = filter;
    const horizon =
      dueWithin === undefined ? undefined : dueHorizon(this.catalogue.calendars, this.clock.now(), dueWithin);
    const which = { filter, horizon, visible: visibleOrg(account) };
    const [rows, total, scope] = await Promise.all([
      this.cases.page(which, limit + 1, after),
      this.cases.total(which),
      this.cases.names(filter.scope),
    ]);
    const page = rows.slice(0, limit);
    const rev = page.reduce((newest, row) => Math.max(newest, row.rev), 0);
    await this.catalogue.ensure(rev, page);
    const last = rows.length > limit ? page.at(-1) : undefined;
    return { items: page.map((row) => this.listRow(row)), scope, nextCursor: last ? caseCursor(last) : null, total };
  }

  private listRow({ rev, calendar, profile, limit, ownTime, ...listed }: ListedCase): CaseListRow {
    const { receivedAt, acceptedAt, dueAt, endedAt } = listed;
    return {
      ...listed,
      receivedAt: time(receivedAt),
      acceptedAt: time(acceptedAt),
      dueAt: time(dueAt),
      endedAt: time(endedAt),
      ...this.leftOf({ ...listed, rev, calendar, profile, limit, ownTime }),
    };
  }

  /** By the standards that judge the case, as its own page and its cards count it. */
  private leftOf(row: ListedCase): Pick<CaseListRow, 'remaining' | 'workday'> {
    if (this.catalogue.missing(row).length > 0) return { remaining: null, workday: null };
    const { item: code, receivedAt, acceptedAt, dueAt, endedAt, ownTime } = row;
    const standards = this.catalogue.standards(row);
    const begunAt = receivedAt ?? acceptedAt;
    const item = code === null || begunAt === null ? undefined : standards.itemAt(code, begunAt);
    const unit = item && limitUnit(row.limit, item);
    const runs = endedAt === null && dueAt !== null && ownTime !== null;
    return {
      remaining: runs ? minutesLeft(standards.calendar, ownTime, dueAt, unit) : null,
      workday: workdayLeft(standards.calendar, dueAt ?? receivedAt ?? undefined, unit),
    };
  }
}

const time = (at: Instant | null): string | null => (at === null ? null : rfc3339(at));
