import { type Day, HOUR, type Instant, MINUTE, SECOND } from '../domain/instant.js';
import { accepted, decided, received } from './acts.js';
import { follow } from './aftermath.js';
import type { CasePlan } from './case-plan.js';
import type { Office, OfficeTime } from './office.js';
import { officerOf } from './people.js';
import type { Random } from './random.js';
import type { Channel } from './settings.file.js';

/** Seconds within which one officer decides all of them. */
const WITHIN = 50;

const opening = (office: Office, day: Day): OfficeTime => office.timeAt(office.calendar.opening(day));

/** People come to the window over the day … */
export function receiptOverDay(office: Office, day: Day, random: Random): { at: Instant; channel: Channel } {
  return { at: office.instantOf(opening(office, day) + random.between(0.1, 5) * HOUR), channel: 'window' };
}

/**
 * 集中办结: … and before the close one officer enters the decisions of all of them in a row.
 * @param shared the same for every case of the day that is decided so
 */
export function planTogether(plan: CasePlan, day: Day, shared: Random): void {
  const { random, office } = plan;
  const { receivedAt, org } = plan.start;
  const officer = officerOf(shared, org);
  const begun = opening(office, day) + shared.between(5.7, 6.8) * HOUR;
  plan.at(receivedAt, 'case.received', received(plan));
  const acceptedAt = office.instantOf(office.timeAt(receivedAt) + random.between(2, 12) * MINUTE);
  plan.at(acceptedAt, 'case.accepted', accepted(plan, acceptedAt, undefined));
  const decidedAt = office.instantOf(begun + random.whole(0, WITHIN) * SECOND);
  plan.at(decidedAt, 'case.decided', { ...decided(plan, decidedAt, false), officer });
  follow(plan, decidedAt);
}
