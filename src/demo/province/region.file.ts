import { YamlNode } from '../../catalogue/kinds/yaml-node.js';

/** From the root of the tree downwards (GB/T 2260, and GB/T 10114 below the county). */
export const REGION_LEVELS = ['province', 'city', 'county', 'town', 'village'] as const;
export type RegionLevel = (typeof REGION_LEVELS)[number];

export interface Region {
  readonly code: string;
  readonly name: string;
  readonly nameEn?: string;
  readonly level: RegionLevel;
  readonly parent?: string;
  /** The name as organisations bear it: 沈阳市和平区, but 海城市. */
  readonly fullName: string;
  /** How many cases compare with those of its neighbours. */
  readonly weight: number;
}

/** The whole tree, parents before their children. @throws ConfigFileError */
export function readRegions(file: string): Region[] {
  const regions: Region[] = [];
  const codes = new Set<string>();
  const read = (node: YamlNode, depth: number, parent?: Region): void => {
    const level = REGION_LEVELS[depth] ?? node.fail(`lies deeper than ${REGION_LEVELS.at(-1)}`);
    const { code, name, en, weight, regions: below } = node.members(['code', 'name'], ['en', 'weight', 'regions']);
    const region: Region = {
      code: codeOf(code),
      name: name.text(),
      nameEn: en?.text(),
      level,
      parent: parent?.code,
      fullName: parent && isDistrict(name.text()) ? parent.fullName + name.text() : name.text(),
      weight: weight === undefined ? 1 : positive(weight),
    };
    if (codes.has(region.code)) code.fail(`"${region.code}" stands here twice`);
    codes.add(region.code);
    regions.push(region);
    for (const child of below?.list() ?? []) read(child, depth + 1, region);
  };
  read(YamlNode.read(file), 0);
  return regions;
}

/** A district (市辖区) is known by its city: there are two 铁西区. */
const isDistrict = (name: string): boolean => name.endsWith('区');

function codeOf(node: YamlNode): string {
  const code = node.text();
  return /^\d{6}(\d{3}){0,2}$/.test(code) ? code : node.fail(`"${code}" is not a code of 6, 9 or 12 digits`);
}

export function positive(node: YamlNode): number {
  const { value } = node;
  return typeof value === 'number' && value > 0 && Number.isFinite(value) ? value : node.fail('must be more than 0');
}
