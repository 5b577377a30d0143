import { YamlNode } from '../../catalogue/kinds/yaml-node.js';
import { type Org, orgCode } from './org.file.js';
import type { Region } from './region.file.js';

interface Branch {
  readonly region: string;
  readonly suffix: string;
  readonly name: string;
  readonly nameEn: string;
}

/** Service centres (政务服务中心) with their windows: one in each region, and branches. @throws ConfigFileError */
export function readCentres(file: string, regions: readonly Region[]): Org[] {
  const root = YamlNode.read(file).members(['suffix', 'name', 'en', 'windows', 'branches', 'others']);
  const counts = root.windows.members(['province', 'city', 'county', 'branch']);
  const [suffix, name, nameEn] = [root.suffix.text(), root.name.text(), root.en.text()];
  const cities = regions.filter(({ level }) => level === 'city');
  const branches: Branch[] = [
    ...root.branches.list().flatMap((node) => {
      const branch = node.members(['suffix', 'name', 'en']);
      return cities.map(({ code }) => branchOf(code, branch));
    }),
    ...root.others.list().map((node) => {
      const { region, ...branch } = node.members(['region', 'suffix', 'name', 'en']);
      if (!regions.some(({ code }) => code === region.text())) region.fail(`there is no region ${region.text()}`);
      return branchOf(region.text(), branch);
    }),
  ];
  return regions.flatMap((region) => {
    if (region.level === 'town' || region.level === 'village') return [];
    const { code } = region;
    const parent = region.parent && orgCode(region.parent, suffix);
    const centre = centreOf(orgCode(code, suffix), region, name, nameEn, parent);
    const own = branches
      .filter((branch) => branch.region === code)
      .map((branch) =>
        centreOf(`${centre.code}-${branch.suffix}`, region, name + branch.name, branch.nameEn, centre.code),
      );
    return [
      ...[centre, ...windowsOf(centre, whole(counts[region.level]))],
      ...own.flatMap((branch) => [branch, ...windowsOf(branch, whole(counts.branch))]),
    ];
  });
}

function branchOf(region: string, { suffix, name, en }: Record<'suffix' | 'name' | 'en', YamlNode>): Branch {
  return { region, suffix: suffix.text(), name: name.text(), nameEn: en.text() };
}

const centreOf = (code: string, region: Region, name: string, nameEn: string, parent?: string): Org => ({
  code,
  name: region.fullName + name,
  nameEn: region.nameEn && `${region.nameEn} ${nameEn}`,
  region: region.code,
  kind: 'centre',
  parent,
});

const windowsOf = (centre: Org, count: number): Org[] =>
  Array.from({ length: count }, (_, i) => ({
    code: `${centre.code}-w${String(i + 1).padStart(2, '0')}`,
    name: `${centre.name}${i + 1}号窗口`,
    nameEn: centre.nameEn && `${centre.nameEn} Window ${i + 1}`,
    region: centre.region,
    kind: 'window',
    parent: centre.code,
  }));

function whole(node: YamlNode): number {
  const { value } = node;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 99) return value;
  return node.fail('must be a whole number from 0 to 99');
}
