import { type Day, dayOf, HOUR, type Instant, MINUTE, startOfDay } from '../domain/instant.js';
import { hashOf, Random } from './random.js';
import type { Profile } from './settings.file.js';

export interface Outage {
  readonly from: Instant;
  readonly to: Instant;
}

/** When a line is down: what happens meanwhile is reported when it is back, and its watermark stands still until then. */
export class Outages {
  private readonly known = new Map<number, Outage | undefined>();

  constructor(
    private readonly profile: Profile,
    private readonly seed: number,
  ) {}

  /** The outage of a line in which an instant lies. */
  at(line: number, at: Instant): Outage | undefined {
    const outage = this.of(line, dayOf(at));
    return outage && at >= outage.from && at < outage.to ? outage : undefined;
  }

  /** The instant up to which a line has reported everything at `now`. */
  reportedUntil(line: number, now: Instant): Instant {
    return this.at(line, now)?.from ?? now;
  }

  /** One a day at most, between 8 and 20 o'clock, over before midnight. */
  private of(line: number, day: Day): Outage | undefined {
    const key = day * 100 + line;
    if (this.known.has(key)) return this.known.get(key);
    const { perDay, minutes } = this.profile.outages;
    const random = new Random(this.seed, day, hashOf(`outage ${line}`));
    let outage: Outage | undefined;
    if (random.chance(perDay)) {
      const from = startOfDay(day) + 8 * HOUR + random.whole(0, 12 * 60) * MINUTE;
      outage = { from, to: from + random.whole(...minutes) * MINUTE };
    }
    this.known.set(key, outage);
    return outage;
  }
}
