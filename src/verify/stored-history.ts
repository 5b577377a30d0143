import { EVENT_TYPES, type EventType, type JudgedData } from '../domain/event.js';
import { parseRfc3339 } from '../domain/instant.js';
import type { Act } from './review/story.js';
import type { DeliveredEvent, Delivery } from './history.js';

/** A row of `event`; instants in milliseconds. */
export interface EventRow {
  readonly case_no: string;
  readonly source: string;
  readonly id: string;
  readonly batch: number;
  readonly feed: number;
  readonly type: string;
  readonly at: number;
  readonly recorded_at: number;
  readonly received_at: number;
  readonly data: string | null;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const numeral = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

/** The members of a stored `data` that time limits look at. Throws a SyntaxError on what is no JSON. */
export const judgedData = (stored: string | null): JudgedData =>
  judgedMembers(JSON.parse(stored ?? '{}') as Readonly<Record<string, unknown>>);

export function judgedMembers(data: Readonly<Record<string, unknown>>): JudgedData {
  const promiseDate = text(data['promiseDate']);
  return {
    item: text(data['item']),
    org: text(data['org']),
    promiseDate: promiseDate === undefined ? undefined : parseRfc3339(promiseDate),
    step: text(data['step']),
    kind: text(data['kind']) as JudgedData['kind'],
    plannedDays: numeral(data['plannedDays']),
    days: numeral(data['days']),
    approver: text(data['approver']),
    reason: text(data['reason']),
    outcome: text(data['outcome']),
  };
}

/** Everything that its source has reported of an event. Throws a SyntaxError on what is no JSON. */
export const actOf = ({ source, id, feed, type, at, recorded_at, received_at, data }: EventRow): Act => ({
  source,
  id,
  feed,
  type: type as EventType,
  at,
  recordedAt: recorded_at,
  receivedAt: received_at,
  data: JSON.parse(data ?? '{}') as Act['data'],
});

function eventOf(row: EventRow): DeliveredEvent {
  if (!EVENT_TYPES.includes(row.type as EventType)) throw new RangeError(`event of unknown type ${row.type}`);
  return { type: row.type as EventType, at: row.at, feed: row.feed, data: judgedData(row.data) };
}

/** One delivery per batch. The rows come in order of batch. Throws on what no intake would have stored. */
export function deliveriesOf(rows: readonly EventRow[]): Delivery[] {
  const deliveries: { batch: number; receivedAt: number; events: DeliveredEvent[] }[] = [];
  for (const row of rows) {
    if (deliveries.at(-1)?.batch !== row.batch)
      deliveries.push({ batch: row.batch, receivedAt: row.received_at, events: [] });
    deliveries.at(-1)!.events.push(eventOf(row));
  }
  return deliveries;
}
