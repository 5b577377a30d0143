import { addMonths, DAY, dayFromIso, dayOf, type Instant, isoOfDay, startOfDay } from '../../domain/instant.js';
import { type Session, SESSION_LENGTH } from '../session.js';
import { SIMULATOR_VERSION, Simulation, type SimulatorConfig } from '../simulation.js';

/** What a database keeps of the demonstration's own run, so that the next start goes on with it. */
export interface LiveState {
  /** Of generator and files: when they change, another run begins. */
  readonly version: string;
  /** The run's first instant. */
  readonly since: Instant;
  /** The last sessions. */
  readonly sessions: readonly Session[];
}

export const LIVE_PROFILE = 'lively';
const LIVE_SEED = 20;
/** Raised whenever sessions or history are made otherwise than before. */
const LIVE_VERSION = 2;
/** Days without a server after which the run is not caught up with. */
const LONGEST_GAP_DAYS = 45;
/** No case takes longer. */
export const LONGEST_CASE_DAYS = 75;
/** Sessions are kept until their cases have ended. */
const SESSION_DAYS = 3;

export const versionOf = ({ fingerprint }: SimulatorConfig): string =>
  `${SIMULATOR_VERSION}.${LIVE_VERSION} ${fingerprint}`;

/** Does the run known to the database go on? */
export const goesOn = (
  state: LiveState | undefined,
  version: string,
  reported: Instant | undefined,
  now: Instant,
): state is LiveState =>
  state?.version === version && now - (reported ?? state.since) < LONGEST_GAP_DAYS * DAY && state.since <= now;

/**
 * A new run from the first day of last month on, so that there is a whole month for figures and bulletin, or with what has
 * not been reported yet where there was a run before.
 */
export function newState(version: string, reported: Instant | undefined, now: Instant): LiveState {
  const thisMonth = dayFromIso(`${isoOfDay(dayOf(now)).slice(0, 7)}-01`);
  const history = startOfDay(addMonths(thisMonth, -1));
  return { version, since: Math.max(history, reported ?? history), sessions: [] };
}

/** The state with the session that begins now, if it is time for one. */
export function withSession(state: LiveState, reported: Instant | undefined, now: Instant): LiveState {
  const last = state.sessions.at(-1);
  if (last && now - last.at < SESSION_LENGTH) return state;
  // After a gap, and at the very beginning, there is an unreported past to draw on.
  const since = reported ?? state.since;
  const session = { at: now, since: now - since > SESSION_LENGTH ? since : now };
  return { ...state, sessions: [...state.sessions.filter(({ at }) => now - at < SESSION_DAYS * DAY), session] };
}

export function simulationOf({ since }: LiveState, config: SimulatorConfig): Simulation {
  const profile = config.settings.profiles.get(LIVE_PROFILE);
  if (!profile) throw new Error(`the simulator has no profile ${LIVE_PROFILE}`);
  const volume = { perDay: profile.perDay };
  return new Simulation(config, { profile, seed: LIVE_SEED, firstDay: dayOf(since), since, volume });
}
