import { type Flaw, FLAWS } from './flaw-kinds.js';
import { YamlNode } from '../catalogue/kinds/yaml-node.js';

/** What may happen to a case. */
export const SCENARIOS = [
  'lawful',
  'near',
  'promise-over',
  'statute-over',
  'step-over',
  'notice-late',
  'late-decision',
  'instant-over',
  'hours-over',
  'hours-statute-over',
  'hours-step-over',
  'supplement',
  'pause',
  'extension',
  'withdrawn',
  'not-accepted',
  'refused',
  'terminated',
  'penalty',
  'strict',
  'strict-refused',
] as const;
/** `burst` befalls several cases of one day together, so it has no rate of its own. */
export type Scenario = (typeof SCENARIOS)[number] | 'burst';

/** A platform that reports for some regions; it fails as a whole. */
export interface Line {
  readonly key: string;
  /** Prefixes of region codes. */
  readonly regions: readonly string[];
}

export interface Profile {
  readonly name: string;
  /** Cases of an ordinary working day in the live form. */
  readonly perDay: number;
  /** Share of cases of items that are handled by day and night. */
  readonly roundTheClock: number;
  /** Of 100,000 cases. */
  readonly cases: ReadonlyMap<Scenario, number>;
  /** Of 100,000 cases that have what can be lacking; drawn apart from everything else. */
  readonly flaws: ReadonlyMap<Flaw, number>;
  /** 集中办结: probability of each working day on which one officer decides so many cases within a minute. */
  readonly bursts: { readonly perDay: number; readonly cases: number };
  /** Of 100,000 cases: reported late, reported twice, with a wrong event besides. */
  readonly reports: { readonly late: number; readonly duplicate: number; readonly wrong: number };
  /** Probability of an outage of each line on each day, and how long it lasts. */
  readonly outages: { readonly perDay: number; readonly minutes: readonly [number, number] };
}

export const CHANNELS = ['window', 'online', 'post', 'other'] as const;
export type Channel = (typeof CHANNELS)[number];

export interface SimulatorSettings {
  /** January to December. */
  readonly season: readonly number[];
  /** Monday to Sunday. */
  readonly weekdays: readonly number[];
  readonly dayOff: number;
  readonly afterBreak: number;
  /** By half hour of office time. */
  readonly window: readonly number[];
  /** By hour of the day. */
  readonly online: readonly number[];
  readonly channels: Readonly<Record<Channel, number>>;
  readonly levels: Readonly<Record<'province' | 'city' | 'county', number>>;
  readonly lines: readonly Line[];
  /** The organisation of the scenarios `strict` and `strict-refused`. */
  readonly strictOrg: string;
  readonly profiles: ReadonlyMap<string, Profile>;
}

const LISTS = { season: 12, weekdays: 7, window: 14, online: 24 } as const;

/** @throws ConfigFileError */
export function readSimulatorSettings(file: string): SimulatorSettings {
  const root = YamlNode.read(file).members([
    ...(['season', 'weekdays', 'dayOff', 'afterBreak', 'window', 'online', 'channels'] as const),
    ...(['levels', 'lines', 'strictOrg', 'profiles'] as const),
  ]);
  const list = (name: keyof typeof LISTS): number[] => numbers(root[name], LISTS[name]);
  return {
    season: list('season'),
    weekdays: list('weekdays'),
    window: list('window'),
    online: list('online'),
    dayOff: numberOf(root.dayOff),
    afterBreak: numberOf(root.afterBreak),
    channels: weights(root.channels, CHANNELS),
    levels: weights(root.levels, ['province', 'city', 'county']),
    lines: root.lines.list().map((node) => {
      const { key, regions } = node.members(['key', 'regions']);
      return { key: key.text(), regions: regions.list().map((region) => region.text()) };
    }),
    strictOrg: root.strictOrg.text(),
    profiles: new Map(root.profiles.entries().map(([name, node]) => [name, readProfile(name, node)])),
  };
}

function readProfile(name: string, node: YamlNode): Profile {
  const of = node.members(['perDay', 'roundTheClock', 'cases', 'flaws', 'bursts', 'reports', 'outages']);
  const { perDay, minutes } = of.outages.members(['perDay', 'minutes']);
  const [least, most] = numbers(minutes, 2);
  return {
    name,
    perDay: numberOf(of.perDay),
    roundTheClock: share(of.roundTheClock),
    cases: new Map(of.cases.entries().map(([scenario, rate]) => [scenarioOf(scenario, rate), numberOf(rate)])),
    flaws: new Map(of.flaws.entries().map(([flaw, rate]) => [flawOf(flaw, rate), numberOf(rate)])),
    bursts: weights(of.bursts, ['perDay', 'cases']),
    reports: weights(of.reports, ['late', 'duplicate', 'wrong']),
    outages: { perDay: share(perDay), minutes: [least!, most!] },
  };
}

function scenarioOf(name: string, node: YamlNode): Scenario {
  return SCENARIOS.find((one) => one === name) ?? node.fail(`"${name}" is none of: ${SCENARIOS.join(', ')}`);
}

function flawOf(name: string, node: YamlNode): Flaw {
  return FLAWS.find((one) => one === name) ?? node.fail(`"${name}" is none of: ${FLAWS.join(', ')}`);
}

function weights<K extends string>(node: YamlNode, names: readonly K[]): Record<K, number> {
  const given = node.members(names);
  return Object.fromEntries(names.map((name) => [name, numberOf(given[name])])) as Record<K, number>;
}

function numbers(node: YamlNode, length: number): number[] {
  const list = node.list().map(numberOf);
  return list.length === length ? list : node.fail(`must have ${length} entries`);
}

function share(node: YamlNode): number {
  const value = numberOf(node);
  return value <= 1 ? value : node.fail('must be a share from 0 to 1');
}

function numberOf(node: YamlNode): number {
  const { value } = node;
  return typeof value === 'number' && Number.isFinite(value) && value >= 0
    ? value
    : node.fail('must be a number, not less than 0');
}
