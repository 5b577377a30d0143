import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ItemFile, readItemNode } from '../../catalogue/items/item.files.js';
import { guideOf } from '../../catalogue/items/item.guide.js';
import { YamlNode } from '../../catalogue/kinds/yaml-node.js';
import type { Benchmark } from '../../domain/item-guide.js';
import type { DepartmentKind } from './org.file.js';
import { positive, type RegionLevel } from './region.file.js';

const LEVELS = ['province', 'city', 'county'] as const satisfies readonly RegionLevel[];
export type HandlingLevel = (typeof LEVELS)[number];

/** Who handles an item, and how often it is asked for. */
export interface Handling {
  /** Kind of department by level. */
  readonly departments: Readonly<Partial<Record<HandlingLevel, DepartmentKind>>>;
  /** Only in these regions and what lies below them (ports, the coast). */
  readonly regions?: readonly string[];
  readonly serves: 'person' | 'enterprise' | 'both';
  readonly weight: number;
  /** 行政处罚: the department opens the file itself; for the simulator a kind of case of its own. */
  readonly isPenalty: boolean;
  /** What simulated cases may report as the facts of their discretion; what stands twice is twice as frequent. */
  readonly facts: ReadonlyMap<string, readonly (string | number)[]>;
}

export interface DemoItem {
  readonly item: ItemFile;
  readonly handling: Handling;
  /** 裁量基准, as far as a program can read them. */
  readonly benchmarks: readonly Benchmark[];
}

/** The items of a folder: each as in `config/items`, with `handling` besides. @throws ConfigFileError */
export function readDemoItems(
  dir: string,
  kinds: ReadonlyMap<string, DepartmentKind>,
  orgs: ReadonlySet<string>,
): DemoItem[] {
  const codes = new Set<string>();
  const names = readdirSync(dir).filter((name) => name.endsWith('.yaml'));
  return names.sort().flatMap((name) =>
    YamlNode.read(join(dir, name))
      .list()
      .map((node) => {
        const { handling, ...shape } = record(node);
        const item = readItemNode(new YamlNode(node.file, node.path, shape));
        if (codes.has(item.code)) node.fail(`code: ${item.code} stands here twice`);
        codes.add(item.code);
        if (!orgs.has(item.body.org)) node.fail(`org: there is no organisation ${item.body.org}`);
        const place = new YamlNode(node.file, `${node.path}.handling`, handling);
        const benchmarks = guideOf(item.body).discretion ?? [];
        return { item, handling: readHandling(place, kinds, benchmarks), benchmarks };
      }),
  );
}

function record(node: YamlNode): Record<string, unknown> {
  const { value } = node;
  return typeof value === 'object' && value !== null ? { ...value } : node.fail('must be an object');
}

function readHandling(
  node: YamlNode,
  kinds: ReadonlyMap<string, DepartmentKind>,
  benchmarks: readonly Benchmark[],
): Handling {
  const { serves, weight, regions, penalty, facts, ...levels } = node.members(
    ['serves', 'weight'],
    [...LEVELS, 'regions', 'penalty', 'facts'],
  );
  const departments: Partial<Record<HandlingLevel, DepartmentKind>> = {};
  for (const level of LEVELS) {
    const given = levels[level];
    if (!given) continue;
    const kind = kinds.get(given.text()) ?? given.fail(`there is no kind of department "${given.text()}"`);
    if (!kind.offices[level]) given.fail(`"${kind.key}" has no department at this level`);
    departments[level] = kind;
  }
  if (Object.keys(departments).length === 0) node.fail(`names no department at any of: ${LEVELS.join(', ')}`);
  return {
    departments,
    regions: regions?.list().map((region) => region.text()),
    serves: readServes(serves),
    weight: positive(weight),
    isPenalty: penalty ? isTrue(penalty) : false,
    facts: readFacts(node, facts, benchmarks),
  };
}

/** Of every fact on which the item's benchmarks rest. */
function readFacts(
  handling: YamlNode,
  node: YamlNode | undefined,
  benchmarks: readonly Benchmark[],
): ReadonlyMap<string, readonly (string | number)[]> {
  const given = new Map(node?.entries().map(([name, values]) => [name, values.list().map(readFact)]));
  for (const name of benchmarks.flatMap(({ facts = [] }) => facts))
    if (!given.get(name)?.length) handling.fail(`facts: nothing is said of "${name}", on which a benchmark rests`);
  return given;
}

const isTrue = (node: YamlNode): boolean =>
  typeof node.value === 'boolean' ? node.value : node.fail('must be true or false');

function readFact(node: YamlNode): string | number {
  const { value } = node;
  return typeof value === 'string' || typeof value === 'number' ? value : node.fail('must be a text or a number');
}

function readServes(node: YamlNode): Handling['serves'] {
  const text = node.text();
  if (text === 'person' || text === 'enterprise' || text === 'both') return text;
  return node.fail('must be one of: person, enterprise, both');
}
