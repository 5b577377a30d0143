import { Injectable } from '@nestjs/common';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import type { CaseList, CaseListRow } from '../console/figures.protocol.js';
import { dueHorizon } from '../domain/due-horizon.js';
import { type Instant, rfc3339 } from '../domain/instant.js';
import { type Account, visibleOrg } from '../identity/account.js';
import { Clock } from '../time/clock.js';
import { type CaseListQuery, caseCursor } from './case-list.query.js';
import { officeMinutes, workdayOf } from '../domain/office-time.js';
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
    const last = rows.length > limit ? page.at(-1) : undefined;
    return { items: page.map((row) => this.listRow(row)), scope, nextCursor: last ? caseCursor(last) : null, total };
  }

  private listRow({ receivedAt, acceptedAt, dueAt, endedAt, ownTime, ...row }: ListedCase): CaseListRow {
    const calendar = this.catalogue.calendars.forOrg(row.org);
    const runs = endedAt === null && dueAt !== null && ownTime !== null;
    return {
      ...row,
      receivedAt: time(receivedAt),
      acceptedAt: time(acceptedAt),
      dueAt: time(dueAt),
      endedAt: time(endedAt),
      remaining: runs ? officeMinutes(calendar, ownTime, dueAt) : null,
      workday: workdayOf(calendar, dueAt ?? receivedAt ?? undefined),
    };
  }
}

const time = (at: Instant | null): string | null => (at === null ? null : rfc3339(at));
