import { EVENT_PREFIX } from '../domain/event.js';
import { DAY, HOUR, type Instant, MINUTE, rfc3339 } from '../domain/instant.js';
import type { CloudEvent } from '../import/mapper.js';
import type { CasePlan, PlannedEvent } from './case-plan.js';
import type { Outages } from './outages.js';
import type { Random } from './random.js';
import type { Profile } from './settings.file.js';

export interface SimulatedEvent extends CloudEvent {
  /** When the source wrote it down. */
  readonly recordedtime: string;
}

/** How an event is handed over: in time, late, once more, or as something that must be rejected. */
export type DeliveryKind = 'event' | 'late' | 'repeat' | 'wrong';

/** An event on its way: a line hands it over at `at`. */
export interface Delivery {
  readonly at: Instant;
  readonly line: number;
  readonly kind: DeliveryKind;
  readonly event: SimulatedEvent;
}

export interface Dispatch {
  readonly outages: Outages;
  readonly reports: Profile['reports'];
  /** CloudEvents `source` of each line. */
  readonly sources: readonly string[];
}

const CASES = 100_000;
/** A late report comes so much later that its watermark has passed whatever the rhythm of the marks (days). */
const LATE_DAYS = [3, 6] as const;
/** What a late report never holds back: whatever ends the clocks of a case. */
const HARMLESS = new Set(['licence.delivered', 'rating.given', 'fee.charged', 'visit.made', 'complaint.filed']);

/** The events of a case as its line hands them over, in that order. */
export function deliveriesOf(plan: CasePlan, { outages, reports, sources }: Dispatch): Delivery[] {
  const { random } = plan;
  const { caseNo, place } = plan.start;
  const planned = plan.inOrder();
  if (random.chance(reports.late / CASES)) delay(planned, random);
  const source = sources[place.line]!;
  const deliveries = planned.map(({ type, at, reportedAt = at, data }, i): Delivery => {
    const time = rfc3339(at);
    const event: SimulatedEvent = {
      specversion: '1.0',
      id: `${caseNo}/${i + 1}`,
      source,
      type: EVENT_PREFIX + type,
      subject: caseNo,
      time,
      recordedtime: reportedAt === at ? time : rfc3339(reportedAt),
      datacontenttype: 'application/json',
      data,
    };
    return { at: handedOver(reportedAt), line: place.line, kind: reportedAt > at ? 'late' : 'event', event };
  });
  if (random.chance(reports.duplicate / CASES)) {
    const twice = random.pick(deliveries);
    deliveries.push({ ...twice, at: handedOver(twice.at + random.whole(0, 120) * MINUTE), kind: 'repeat' });
  }
  if (random.chance(reports.wrong / CASES)) {
    const one = random.pick(deliveries);
    deliveries.push({ ...one, at: handedOver(one.at + MINUTE), kind: 'wrong', event: wrong(one.event, random) });
  }
  return deliveries.sort((a, b) => a.at - b.at);

  function handedOver(at: Instant): Instant {
    return outages.at(place.line, at)?.to ?? at;
  }
}

function delay(planned: readonly PlannedEvent[], random: Random): void {
  const event = planned.findLast(({ type }) => HARMLESS.has(type));
  if (event) event.reportedAt = event.at + random.whole(...LATE_DAYS) * DAY + random.whole(0, 8) * HOUR;
}

/** What a source with a fault sends; each of these is rejected by name. */
function wrong(event: SimulatedEvent, random: Random): SimulatedEvent {
  const faulty = { ...event, id: `${event.id}/x` };
  const { data } = event;
  return random.pick<() => SimulatedEvent>([
    () => ({ ...faulty, type: `${EVENT_PREFIX}case.finished` }),
    () => ({ ...faulty, data: { ...data, remark: '演示' } }),
    () => ({ ...faulty, time: event.time.replace('+08:00', '') }),
    () => ({ ...faulty, time: `2098${event.time.slice(4)}`, recordedtime: `2098${event.time.slice(4)}` }),
    () => ({ ...faulty, type: `${EVENT_PREFIX}case.decided`, data: { outcome: 'yes' } }),
    () => ({ ...faulty, type: `${EVENT_PREFIX}step.completed`, data: { step: '审查' } }),
  ])();
}
