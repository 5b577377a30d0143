import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_CALENDAR, loadCalendars } from '../catalogue/calendars/calendar.loader.js';
import { loadProvince, provinceFingerprint } from '../demo/province/province.js';
import { type Day, type Instant, startOfDay } from '../domain/instant.js';
import { Arrivals, Hours, type Volume } from './arrivals.js';
import { caseOf, type CaseSource } from './case-of.js';
import { type Delivery, deliveriesOf, type Dispatch } from './dispatch.js';
import { Office } from './office.js';
import { Outages } from './outages.js';
import { type Profile, readSimulatorSettings, type SimulatorSettings } from './settings.file.js';
import { DeliveryStream } from './stream.js';
import { World } from './world.js';

/** Raised when the same seed gives other events than before. */
export const SIMULATOR_VERSION = 4;

/** What the files of `config` give the simulator. */
export interface SimulatorConfig {
  readonly settings: SimulatorSettings;
  readonly world: World;
  readonly office: Office;
  /** Changes with every change of the files that an event may depend on. */
  readonly fingerprint: string;
}

/** @throws ConfigFileError */
export function loadSimulator(configDir: string): SimulatorConfig {
  const dir = join(configDir, 'demo');
  const file = join(dir, 'simulator.yaml');
  const settings = readSimulatorSettings(file);
  const calendars = loadCalendars(join(configDir, 'calendars'));
  const calendar = calendars.get(DEFAULT_CALENDAR)!;
  const content = [provinceFingerprint(dir), readFileSync(file, 'utf8'), calendar.version];
  return {
    settings,
    world: new World(loadProvince(dir), settings),
    office: new Office(calendars.daysOf(DEFAULT_CALENDAR)!),
    fingerprint: createHash('sha256').update(JSON.stringify(content)).digest('hex'),
  };
}

export interface Run {
  readonly profile: Profile;
  readonly seed: number;
  /** The first day counted; cases received before `since` on it are left out. */
  readonly firstDay: Day;
  readonly since?: Instant;
  readonly volume: Volume;
}

/** One run of the simulator: the same run over the same files gives the same deliveries, bit for bit. */
export class Simulation {
  readonly outages: Outages;
  /** Begins its case numbers; other runs begin theirs otherwise. */
  readonly prefix: string;
  readonly source: CaseSource;
  readonly dispatch: Dispatch;
  readonly arrivals: Arrivals;

  constructor(
    { settings, world, office, fingerprint }: SimulatorConfig,
    private readonly run: Run,
  ) {
    const { profile, seed, firstDay, volume } = run;
    this.prefix = prefixOf(run, fingerprint);
    this.outages = new Outages(profile, seed);
    this.arrivals = new Arrivals(office, settings, profile, seed, firstDay, volume);
    const { roundTheClock, flaws } = profile;
    const hours = new Hours(office, settings);
    this.source = { world, office, hours, seed, prefix: this.prefix, roundTheClock, flaws };
    const sources = world.lines.map(({ key }) => `urn:liangpai:simulator:${this.prefix}:${key}`);
    this.dispatch = { outages: this.outages, reports: profile.reports, sources };
  }

  /** From a day on, the cases of earlier days left out. */
  stream(from: Day = this.run.firstDay): DeliveryStream {
    const last = 'lastDay' in this.run.volume ? this.run.volume.lastDay : Infinity;
    return new DeliveryStream((day) => this.casesOf(day), from, last);
  }

  private *casesOf(day: Day): Generator<readonly Delivery[]> {
    const since = this.run.since ?? -Infinity;
    for (const arrival of this.arrivals.of(day)) {
      const plan = caseOf(arrival, this.source);
      if (startOfDay(day) >= since || plan.start.receivedAt >= since) yield deliveriesOf(plan, this.dispatch);
    }
  }
}

/** YS (演示) and a mark of the run. */
function prefixOf({ profile, seed, firstDay, since, volume }: Run, files: string): string {
  const identity = JSON.stringify([SIMULATOR_VERSION, files, profile.name, seed, firstDay, since ?? null, volume]);
  const digest = createHash('sha256').update(identity).digest();
  return `YS${(digest.readUInt32BE(0) % 36 ** 4).toString(36).toUpperCase().padStart(4, '0')}`;
}
