import type { DemoItem, Handling, HandlingLevel } from '../demo/province/item.file.js';
import { orgCode } from '../demo/province/org.file.js';
import type { Province } from '../demo/province/province.js';
import type { Region } from '../demo/province/region.file.js';
import type { ItemBody } from '../catalogue/items/item.js';
import type { Benchmark } from '../domain/item-guide.js';
import { promisedLimit } from '../domain/limit.js';
import type { Limit } from '../domain/standards.js';
import { Chances, type Random } from './random.js';
import type { Line, Scenario, SimulatorSettings } from './settings.file.js';

/** An item as the simulator looks at it. */
export interface SimulatedItem {
  readonly code: string;
  readonly body: ItemBody;
  readonly handling: Handling;
  /** The effective one: instant items have one without saying so. */
  readonly promised: Limit;
  readonly statutory: Limit;
  /** 裁量基准: a decision of such an item reports its discretion. */
  readonly benchmarks: readonly Benchmark[];
  readonly pace: 'days' | 'instant' | 'working-hours' | 'round-the-clock';
}

/** Where a case is handled. */
export interface Place {
  readonly region: Region;
  /** Index of its line. */
  readonly line: number;
}

const LEVELS: readonly HandlingLevel[] = ['province', 'city', 'county'];

/** Items and places of the province with the odds of each. */
export class World {
  readonly lines: readonly Line[];
  readonly items: readonly SimulatedItem[];
  private readonly tables = new Map<string, Chances<SimulatedItem>>();
  private readonly places = new Map<string, Chances<Place>>();
  private readonly regions: ReadonlyMap<string, Region>;
  private readonly strictRegion: Region;

  constructor(
    private readonly province: Province,
    private readonly settings: SimulatorSettings,
  ) {
    this.lines = settings.lines;
    this.regions = new Map(province.regions.map((region) => [region.code, region]));
    this.items = province.items.map(simulated);
    const region = this.regions.get(settings.strictOrg.slice(0, settings.strictOrg.indexOf('-')));
    if (!region) throw new Error(`there is no organisation ${settings.strictOrg}`);
    this.strictRegion = region;
  }

  /** An item to which a scenario can happen. */
  itemFor(scenario: Scenario, roundTheClock: boolean, random: Random): SimulatedItem {
    const key = `${scenario} ${roundTheClock}`;
    let table = this.tables.get(key);
    if (!table) {
      const fits = this.items.filter(
        (item) => suits(item, scenario, roundTheClock) && (!isStrict(scenario) || this.isStrictOrgs(item)),
      );
      if (fits.length === 0) throw new Error(`no item of the province suits the scenario ${scenario}`);
      table = new Chances(fits, (item) => item.handling.weight);
      this.tables.set(key, table);
    }
    return table.pick(random);
  }

  /** The place of a case, drawn; that of the organisation that refuses more than others stands in the settings. */
  placeOf({ handling }: SimulatedItem, scenario: Scenario, random: Random): Place & { readonly org: string } {
    const org = this.settings.strictOrg;
    if (isStrict(scenario)) return { org, region: this.strictRegion, line: this.lineOf(this.strictRegion) };
    const level = this.levelOf(handling, random);
    const place = this.placesAt(level, handling.regions).pick(random);
    return { ...place, org: orgCode(place.region.code, handling.departments[level]!.offices[level]!.suffix) };
  }

  private isStrictOrgs({ handling }: SimulatedItem): boolean {
    const { code, level } = this.strictRegion;
    return LEVELS.some((one) => {
      const office = one === level ? handling.departments[one]?.offices[one] : undefined;
      return office !== undefined && orgCode(code, office.suffix) === this.settings.strictOrg;
    });
  }

  private levelOf({ departments }: Handling, random: Random): HandlingLevel {
    const possible = LEVELS.filter((level) => departments[level]);
    const { levels } = this.settings;
    let left = random.next() * possible.reduce((sum, level) => sum + levels[level], 0);
    return possible.find((level) => (left -= levels[level]) < 0) ?? possible.at(-1)!;
  }

  private placesAt(level: HandlingLevel, within: readonly string[] | undefined): Chances<Place> {
    const key = `${level} ${within?.join() ?? ''}`;
    const known = this.places.get(key);
    if (known) return known;
    const regions = this.province.regions.filter(
      (region) =>
        region.level === level &&
        (!within || !region.parent || within.includes(region.code) || within.includes(region.parent)),
    );
    const sums = new Map<string | undefined, number>();
    for (const { parent, weight } of regions) sums.set(parent, (sums.get(parent) ?? 0) + weight);
    const weightOf = ({ region }: Place): number =>
      level === 'county'
        ? (this.regions.get(region.parent!)!.weight * region.weight) / sums.get(region.parent)!
        : region.weight;
    const table = new Chances(
      regions.map((region) => ({ region, line: this.lineOf(region) })),
      weightOf,
    );
    this.places.set(key, table);
    return table;
  }

  private lineOf({ code }: Region): number {
    const line = this.lines.findIndex(({ regions }) => regions.some((prefix) => code.startsWith(prefix)));
    if (line < 0) throw new Error(`no line reports for region ${code}`);
    return line;
  }
}

function simulated({ item, handling, benchmarks }: DemoItem): SimulatedItem {
  const { code, body } = item;
  const promised = promisedLimit(body);
  if (!promised || !body.statutory) throw new Error(`item ${code} has no promised or no statutory limit`);
  const pace =
    promised.unit === 'hour'
      ? 'round-the-clock'
      : promised.unit === 'workingHour'
        ? 'working-hours'
        : promised.amount === 0
          ? 'instant'
          : 'days';
  return { code, body, handling, promised, statutory: body.statutory, benchmarks, pace };
}

const isStrict = (scenario: Scenario): boolean => scenario === 'strict' || scenario === 'strict-refused';

/** Every limit of the item runs from the acceptance, in working days. */
const isPlain = ({ statutory }: SimulatedItem): boolean =>
  statutory.unit === 'workingDay' && (statutory.from ?? 'acceptance') === 'acceptance';

/** Working days that the statutory limit has at the very least; a week of holidays may lie in it. */
function leastWorkingDays({ amount, unit }: Limit): number {
  if (unit === 'workingDay') return amount;
  const days = unit === 'calendarDay' ? amount : unit === 'month' ? amount * 28 : unit === 'year' ? amount * 365 : 0;
  return Math.floor(((days - 9) * 5) / 7);
}

/** The shortest own limit of a step, in working days. */
const shortestStep = ({ body }: SimulatedItem): number =>
  Math.min(...body.steps.map(({ limit }) => (limit?.unit === 'workingDay' ? limit.amount : Infinity)));

function suits(item: SimulatedItem, scenario: Scenario, roundTheClock: boolean): boolean {
  const { pace, promised, statutory } = item;
  if (item.handling.isPenalty) return scenario === 'penalty';
  const days = pace === 'days' ? promised.amount : 0;
  switch (scenario) {
    case 'near':
      return days >= 3 && leastWorkingDays(statutory) >= days + 1;
    case 'promise-over':
    case 'late-decision':
      return days >= 3 && leastWorkingDays(statutory) >= days + 4;
    case 'statute-over':
      return days >= 3 && isPlain(item) && statutory.amount <= 20;
    case 'step-over':
      return days >= 3 && shortestStep(item) <= days - 5 && leastWorkingDays(statutory) >= days + 1;
    case 'notice-late':
      return days >= 10 && isPlain(item);
    case 'instant-over':
      return pace === 'instant' || pace === 'working-hours';
    case 'hours-over':
      return pace === 'round-the-clock';
    case 'hours-statute-over':
      return pace === 'round-the-clock' && statutory.unit === 'hour';
    case 'hours-step-over':
      return pace === 'round-the-clock' && item.body.steps.some(({ limit }) => limit?.unit === 'hour');
    case 'supplement':
      return days >= 3 && isPlain(item);
    case 'pause':
      return days >= 5 && isPlain(item) && (item.body.pauses ?? []).some(({ maxDays }) => (maxDays ?? 0) >= 5);
    case 'extension':
      return days >= 6 && isPlain(item);
    case 'withdrawn':
    case 'refused':
    case 'terminated':
      return days >= 3;
    case 'not-accepted':
      return pace !== 'round-the-clock';
    case 'penalty':
      return false;
    case 'burst':
      return pace === 'instant';
    case 'strict':
      return pace === 'instant' || (pace === 'days' && days <= 7);
    case 'strict-refused':
      return days >= 3 && days <= 7;
    case 'lawful':
      return (pace === 'round-the-clock') === roundTheClock;
  }
}
