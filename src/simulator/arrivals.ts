import { DAY, HOUR, MINUTE, type Day, type Instant, startOfDay, weekdayOf } from '../domain/instant.js';
import type { Office } from './office.js';
import { Chances, hashOf, Random } from './random.js';
import type { Channel, Profile, Scenario, SimulatorSettings } from './settings.file.js';

/** A case that begins on a day: which one of the day's, and what will happen to it. */
export interface Arrival {
  readonly day: Day;
  readonly index: number;
  readonly scenario: Scenario;
}

/** Cases per unit of a day's weight, or how many there are in all between two days. */
export type Volume = { readonly perDay: number } | { readonly cases: number; readonly lastDay: Day };

/**
 * How many cases begin on each day and what happens to them. Counts are differences of rounded sums: over a whole run
 * they are exact, and each scenario is as frequent as its rate says.
 */
export class Arrivals {
  private readonly perWeight: number;
  /** Sum of weights before a day, from the first day on. */
  private readonly sums: number[] = [0];

  constructor(
    private readonly office: Office,
    private readonly settings: SimulatorSettings,
    private readonly profile: Profile,
    private readonly seed: number,
    private readonly firstDay: Day,
    volume: Volume,
  ) {
    this.perWeight = 'perDay' in volume ? volume.perDay : volume.cases / this.sumBefore(volume.lastDay + 1);
  }

  /** The cases of a day, in no order of time. */
  of(day: Day): Arrival[] {
    const [before, after] = [this.countBefore(day), this.countBefore(day + 1)];
    const scenarios = new Array<Scenario>(after - before).fill('lawful');
    const random = new Random(this.seed, day, hashOf('scenarios'));
    for (const [scenario, rate] of this.profile.cases) {
      const phase = new Random(this.seed, 0, hashOf(scenario)).next();
      const due = (cases: number): number => Math.floor((cases * rate) / 100_000 + phase);
      for (let left = due(after) - due(before); left > 0; left--) {
        const index = scenarios.indexOf('lawful', random.whole(0, scenarios.length - 1));
        const free = index >= 0 ? index : scenarios.indexOf('lawful');
        if (free >= 0) scenarios[free] = scenario;
      }
    }
    this.gather(day, scenarios);
    return scenarios.map((scenario, index) => ({ day, index, scenario }));
  }

  /** Some of the lawful cases are decided together; drawn apart from everything else. */
  private gather(day: Day, scenarios: Scenario[]): void {
    const { perDay, cases } = this.profile.bursts;
    const isGathered = new Random(this.seed, day, hashOf('burst')).chance(perDay);
    if (!isGathered || !this.office.calendar.isWorking(day)) return;
    const lawful = [...scenarios.keys()].filter((index) => scenarios[index] === 'lawful').slice(0, cases);
    if (lawful.length === cases) for (const index of lawful) scenarios[index] = 'burst';
  }

  private countBefore(day: Day): number {
    // A hair more than the sum, so that a whole number is not missed by its last bit.
    return Math.floor(this.sumBefore(day) * this.perWeight + 1e-6);
  }

  private sumBefore(day: Day): number {
    for (let known = this.sums.length - 1; known < day - this.firstDay; known++)
      this.sums.push(this.sums[known]! + this.weightOf(this.firstDay + known));
    return this.sums[Math.max(0, day - this.firstDay)]!;
  }

  private weightOf(day: Day): number {
    const { season, weekdays, dayOff, afterBreak } = this.settings;
    const { calendar } = this.office;
    const month = season[new Date(day * DAY).getUTCMonth()]!;
    if (!calendar.isWorking(day)) return month * dayOff;
    const isBack = !calendar.isWorking(day - 1) && !calendar.isWorking(day - 2);
    return month * weekdays[(weekdayOf(day) + 6) % 7]! * (isBack ? afterBreak : 1);
  }
}

/** When people apply, by channel. */
export class Hours {
  private readonly channels: Chances<readonly [Channel, number]>;
  private readonly halfHours: Chances<readonly [number, number]>;
  private readonly online: Chances<readonly [number, number]>;

  constructor(
    private readonly office: Office,
    { channels, window, online }: SimulatorSettings,
  ) {
    this.channels = new Chances(Object.entries(channels) as [Channel, number][], ([, weight]) => weight);
    this.halfHours = new Chances([...window.entries()], ([, weight]) => weight);
    this.online = new Chances([...online.entries()], ([, weight]) => weight);
  }

  /** A case of a day; people come to a window, and letters do, in office hours only. */
  receipt(day: Day, onlyOnline: boolean, random: Random): { readonly at: Instant; readonly channel: Channel } {
    const { calendar } = this.office;
    const channel = onlyOnline || !calendar.isWorking(day) ? 'online' : this.channels.pick(random)[0];
    if (channel === 'online') {
      const [hour] = this.online.pick(random);
      return { channel, at: startOfDay(day) + wholeSeconds(hour * HOUR + random.next() * HOUR) };
    }
    const [half] = this.halfHours.pick(random);
    const opening = this.office.timeAt(calendar.opening(day));
    const passed = (half + random.next()) * 30 * MINUTE;
    return { channel, at: this.office.instantOf(opening + Math.max(1_000, passed)) };
  }
}

const wholeSeconds = (ms: number): number => Math.floor(ms / 1_000) * 1_000;
