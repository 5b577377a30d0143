import type { EventType } from '../domain/event.js';
import type { Instant } from '../domain/instant.js';
import type { Office, OfficeTime } from './office.js';
import { officerOf } from './people.js';
import type { Random } from './random.js';
import type { Channel } from './settings.file.js';
import type { Place, SimulatedItem } from './world.js';

export type EventData = Readonly<Record<string, unknown>>;

/** Something that happens in a case; it is reported at `reportedAt`, at once unless stated. */
export interface PlannedEvent {
  readonly type: EventType;
  readonly at: Instant;
  readonly data: EventData;
  reportedAt?: Instant;
}

/** What a case is before anything happens in it. */
export interface CaseStart {
  readonly caseNo: string;
  readonly item: SimulatedItem;
  readonly place: Place;
  readonly org: string;
  readonly receivedAt: Instant;
  readonly channel: Channel;
  readonly random: Random;
  readonly office: Office;
}

/** The events of one case as they are planned, in office time or by the clock on the wall. */
export class CasePlan {
  readonly events: PlannedEvent[] = [];

  constructor(readonly start: CaseStart) {}

  get random(): Random {
    return this.start.random;
  }

  get office(): Office {
    return this.start.office;
  }

  officer(): string {
    return officerOf(this.random, this.start.org);
  }

  /** By the clock on the wall. */
  at(at: Instant, type: EventType, data: EventData): PlannedEvent {
    const event = { type, at, data };
    this.events.push(event);
    return event;
  }

  /** In office hours. */
  do(time: OfficeTime, type: EventType, data: EventData): PlannedEvent {
    return this.at(this.office.instantOf(time), type, data);
  }

  /** In the order in which it happens. */
  inOrder(): PlannedEvent[] {
    return this.events.sort((a, b) => a.at - b.at);
  }
}
