import type { EventType } from '../domain/event.js';
import type { Instant } from '../domain/instant.js';
import type { DeliveredEvent, VerifyItem, VerifyItemVersion } from './history.js';

export const ENDS: readonly EventType[] = ['case.decided', 'case.withdrawn', 'case.terminated', 'case.not-accepted'];
/** What keeps a case from counting as accepted (行政许可法 第三十二条): a word to the applicant, or the end. */
const ANSWERS: readonly EventType[] = ['case.accepted', 'supplement.requested', ...ENDS];

/** An application accepted by law because nobody answered in time. */
export interface DeemedAcceptance {
  /** The clocks start here: the receipt. */
  readonly start: Instant;
  /** Close of business of the last day for the notice; from then on it is so. */
  readonly since: Instant;
}

export const firstOf = (events: readonly DeliveredEvent[], ...types: EventType[]): DeliveredEvent | undefined =>
  events.find(({ type }) => types.includes(type));

export const endOf = (events: readonly DeliveredEvent[]): Instant | undefined => firstOf(events, ...ENDS)?.at;

export const isAnsweredBy = (events: readonly DeliveredEvent[], close: Instant): boolean =>
  events.some(({ type, at }) => ANSWERS.includes(type) && at <= close);

/** The organisation that events name: the receipt's, else the acceptance's. */
export const orgOf = (events: readonly DeliveredEvent[]): string | undefined =>
  (firstOf(events, 'case.received') ?? firstOf(events, 'case.accepted'))?.data.org;

const WITHOUT_LIMITS: VerifyItem = {};

/** The item version in force at the receipt, else at the acceptance; an unknown item has no limits. */
export function itemOf(
  events: readonly DeliveredEvent[],
  versions: ReadonlyMap<string, readonly VerifyItemVersion[]>,
  catalogueRevision: number,
): VerifyItem {
  const received = firstOf(events, 'case.received');
  const accepted = firstOf(events, 'case.accepted');
  const code = received?.data.item ?? accepted?.data.item;
  const since = (received ?? accepted)?.at;
  if (code === undefined || since === undefined) return WITHOUT_LIMITS;
  return inForceAt(versions.get(code) ?? [], since, catalogueRevision)?.body ?? WITHOUT_LIMITS;
}

type Dated = Pick<VerifyItemVersion, 'id' | 'effectiveFrom'>;

/** The version in force at an instant, among those known at a revision of the catalogue. */
export function inForceAt<V extends Dated>(versions: readonly V[], at: Instant, revision: number): V | undefined {
  let best: V | undefined;
  for (const version of versions) {
    if (version.id > revision || effective(version) > at) continue;
    const later = best && effective(version) - effective(best);
    if (!best || later! > 0 || (effective(version) === effective(best) && version.id > best.id)) best = version;
  }
  return best;
}

const effective = ({ effectiveFrom }: Dated): number => effectiveFrom ?? Number.NEGATIVE_INFINITY;
