import { promisedLimit, knownDue, countedLimit, type KnownDue } from '../clock.js';
import type { CountedLimit } from '../due.js';
import type { DeliveredEvent, VerifyLimit } from '../history.js';
import { judgedMembers } from '../stored-history.js';
import type { Act, Moment, Story } from './story.js';

/** A limit of a case as it stood at a moment. */
export interface StandingLimit extends KnownDue {
  /** When it began to run. */
  readonly start: Act;
  readonly limit: CountedLimit;
}

/** As the clocks see it. */
export const delivered = ({ type, at, feed, data }: Act): DeliveredEvent => ({
  type,
  at,
  feed,
  data: judgedMembers(data),
});

function standing(
  story: Story,
  { at, item, start, received, accepted, end }: Moment,
  stated: VerifyLimit | null | undefined,
  limit: CountedLimit | undefined,
  without: readonly Act[],
): StandingLimit | undefined {
  const begin = stated?.from === 'receipt' ? (received ?? accepted) : start;
  if (!item || !limit || !begin) return undefined;
  const until = Math.min(at, end?.at ?? Infinity);
  const events = story.acts.filter((act) => !without.includes(act) && act.at <= until).map(delivered);
  return {
    start: begin,
    limit,
    ...knownDue({ start: begin.at, limit, extendable: true }, events, item, story.calendar),
  };
}

/** The limit by law at a moment, as if some acts had not happened. */
export const statutoryAt = (story: Story, moment: Moment, ...without: Act[]): StandingLimit | undefined =>
  standing(
    story,
    moment,
    moment.item?.statutory,
    countedLimit(moment.item?.statutory, story.standards.byMoment),
    without,
  );

export const promisedAt = (story: Story, moment: Moment, ...without: Act[]): StandingLimit | undefined =>
  standing(
    story,
    moment,
    moment.item?.promised,
    moment.item && promisedLimit(moment.item, story.standards.byMoment),
    without,
  );
