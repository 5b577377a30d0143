import { type CaseFacts, END_TYPES, factsOf } from '../case-facts.js';
import { type Clock, clocksOf } from '../clock.js';
import { type CaseEvent, type EventType, judgedData } from '../event.js';
import type { Instant } from '../instant.js';
import type { ItemVersion, Standards } from '../standards.js';
import type { ReportedEvent } from './reported-event.js';

/** A case as it stood at an instant: everything that had happened by then, and the standards that judge it. */
export class Seen {
  private known?: { readonly facts: CaseFacts; clocks?: readonly Clock[] };

  /** @param events in order of time, none after `at`; events of one instant count together */
  constructor(
    readonly at: Instant,
    readonly events: readonly ReportedEvent[],
    readonly standards: Standards,
    private readonly judged: (event: ReportedEvent) => CaseEvent = judgedOf,
  ) {}

  first(...types: EventType[]): ReportedEvent | undefined {
    return this.events.find((e) => types.includes(e.type));
  }

  all(...types: EventType[]): ReportedEvent[] {
    return this.events.filter((e) => types.includes(e.type));
  }

  /** The first end of the case; later ones end nothing. */
  get end(): ReportedEvent | undefined {
    return this.first(...END_TYPES);
  }

  /** Those before an act: earlier in time, or of the same instant and before it in the order of folding. */
  before(act: ReportedEvent): readonly ReportedEvent[] {
    return this.events.slice(0, this.events.indexOf(act));
  }

  /** The item's version in force when the case was received; `undefined`: no receipt yet, or the item is not known. */
  get item(): ItemVersion | undefined {
    return this.facts.item;
  }

  get facts(): CaseFacts {
    return this.view().facts;
  }

  get clocks(): readonly Clock[] {
    const view = this.view();
    return (view.clocks ??= view.facts.events.length === 0 ? [] : clocksOf(view.facts, this.standards));
  }

  private view(): NonNullable<Seen['known']> {
    return (this.known ??= { facts: factsOf(this.events.map(this.judged), this.standards, this.at) });
  }
}

/** The event as the judgement of time limits sees it. */
export const judgedOf = ({ type, at, feed, data }: ReportedEvent): CaseEvent => ({
  ...judgedData(data as Readonly<Record<string, unknown>>),
  type,
  at,
  feed,
});
