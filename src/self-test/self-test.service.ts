import { Injectable } from '@nestjs/common';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { CALENDAR_WARNING_DAYS, type CalendarEnd, type SelfTest } from '../console/self-test.protocol.js';
import type { WorkingCalendar } from '../domain/calendar.js';
import { addMonths, type Day, dayOf, isoOfDay, rfc3339, startOfDay } from '../domain/instant.js';
import { type Account, visibleOrg } from '../identity/account.js';
import { Clock } from '../time/clock.js';
import { runGolden } from './golden.js';
import { ruleStates } from './rule-states.js';
import { SelfTestRepository } from './self-test.repository.js';

/** Does the system still count as it should, and what can it not judge? */
@Injectable()
export class SelfTestService {
  constructor(
    private readonly catalogue: CatalogueService,
    private readonly counts: SelfTestRepository,
    private readonly clock: Clock,
  ) {}

  async run(account: Account): Promise<SelfTest> {
    const now = this.clock.now();
    const visible = visibleOrg(account);
    const standards = await this.inForce();
    const { calendar, profile } = standards;
    const since = startOfDay(addMonths(dayOf(now), -12));
    const [items, cases, fired, unjudged] = await Promise.all([
      this.counts.items(),
      this.counts.cases(visible),
      this.counts.fired(since, visible),
      this.counts.unjudged(visible),
    ]);
    return {
      at: rfc3339(now),
      calendar: `${calendar.code}@${calendar.version}`,
      profile: `${profile.code}@${profile.version}`,
      golden: runGolden(standards),
      calendars: this.ends(dayOf(now)),
      items,
      rules: ruleStates(profile, fired, unjudged),
      cases,
    };
  }

  /** What a case of an organisation that no calendar and no profile names would be judged by now. */
  private async inForce() {
    const rev = await this.catalogue.revision();
    const refs = this.catalogue.currentRefs(null);
    await this.catalogue.ensure(rev, [refs]);
    return this.catalogue.standards({ ...refs, rev });
  }

  private ends(today: Day): CalendarEnd[] {
    const { calendars } = this.catalogue;
    return calendars.codes.flatMap((code) => {
      const calendar = calendars.get(code);
      return calendar ? endOf(calendar, today) : [];
    });
  }
}

function endOf({ code, version, lastDay }: WorkingCalendar, today: Day): CalendarEnd {
  const daysLeft = lastDay - today;
  return { code, version, lastDay: isoOfDay(lastDay), daysLeft, warning: daysLeft < CALENDAR_WARNING_DAYS };
}
