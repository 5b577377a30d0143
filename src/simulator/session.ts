import { dayOf, HOUR, type Instant, isoOfDay, MINUTE, rfc3339, SECOND } from '../domain/instant.js';
import { CasePlan } from './case-plan.js';
import { type Delivery, deliveriesOf } from './dispatch.js';
import { hashOf, Random } from './random.js';
import type { Simulation } from './simulation.js';
import { type HoursEnding, planRoundTheClock } from './swift.js';
import type { SimulatedItem } from './world.js';

/**
 * Some hours of the demonstration during which somebody may watch: cases of items counted by the clock on the wall, so
 * that deadlines pass at any time of any day.
 */
export interface Session {
  readonly at: Instant;
  /** An opening session draws on the time before it, of which nothing has been reported yet. */
  readonly since: Instant;
}

/** How long a session provides for. */
export const SESSION_LENGTH = 2 * HOUR;
/** Minutes from the beginning of an opening session to its deadlines: many at first, so that a newcomer sees some. */
const OPENING = [0.4, 0.7, 1.1, 1.6, 2.3, 3.2, 4.4, 6, 8, 10, 13, 16, 20, 25, 32, 41, 52, 66, 84, 105];
/** Cases of a later session, spread over its time. */
const GOING_ON = 12;
const ACCEPTED_AFTER = MINUTE;

/** The cases that a session adds, as their lines hand them over; the same session gives the same ones. */
export function sessionDeliveries(session: Session, simulation: Simulation): Delivery[][] {
  const { at, since } = session;
  const random = new Random(simulation.source.seed, Math.floor(at / SECOND) | 0, hashOf('session'));
  const isOpening = since < at;
  const count = isOpening ? OPENING.length : GOING_ON;
  return Array.from({ length: count }, (_, i) => {
    const past = isOpening ? at - since - HOUR / 2 : Infinity;
    const { item, ending } = itemFor(simulation, endingOf(i, random), past, random);
    const limit = (ending === 'statute-over' ? item.statutory.amount : item.promised.amount) * HOUR;
    const receivedAt = isOpening
      ? Math.floor((at + OPENING[i]! * MINUTE - limit - ACCEPTED_AFTER) / SECOND) * SECOND
      : at + Math.floor((SESSION_LENGTH / SECOND) * random.next()) * SECOND;
    return deliveriesOf(planned(simulation, item, ending, receivedAt, i, at, random), simulation.dispatch);
  });
}

/** Most of them fail: the session is there to show cards. */
function endingOf(index: number, random: Random): HoursEnding {
  const drawn = random.next();
  if (index % 6 === 4 || drawn < 0.08) return 'statute-over';
  if (drawn < 0.75) return 'over';
  return drawn < 0.9 ? 'step-over' : 'lawful';
}

/** An item whose limit fits into the time that is left for it; where none has a statutory one, the promise is broken. */
function itemFor(
  simulation: Simulation,
  ending: HoursEnding,
  past: number,
  random: Random,
): { item: SimulatedItem; ending: HoursEnding } {
  const { items } = simulation.source.world;
  const all = items.filter(({ pace }) => pace === 'round-the-clock');
  const byStatute = all.filter(({ statutory }) => statutory.unit === 'hour' && statutory.amount * HOUR <= past);
  if (ending === 'statute-over' && byStatute.length > 0) return { item: random.pick(byStatute), ending };
  const swift = random.pick(all.filter(({ promised }) => promised.amount <= 2));
  return { item: swift, ending: ending === 'statute-over' ? 'over' : ending };
}

function planned(
  { source }: Simulation,
  item: SimulatedItem,
  ending: HoursEnding,
  receivedAt: Instant,
  index: number,
  at: Instant,
  random: Random,
): CasePlan {
  const { world, office, prefix } = source;
  const { org, ...place } = world.placeOf(item, 'lawful', random);
  const time = rfc3339(at).slice(11, 16).replace(':', '');
  const number = `S${time}${String(index + 1).padStart(2, '0')}`;
  const caseNo = `${prefix}-${place.region.code}-${isoOfDay(dayOf(at)).replaceAll('-', '')}-${number}`;
  const plan = new CasePlan({ caseNo, item, place, org, receivedAt, channel: 'online', random, office });
  planRoundTheClock(plan, ending, ACCEPTED_AFTER);
  return plan;
}
