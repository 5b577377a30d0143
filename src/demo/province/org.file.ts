import { YamlNode } from '../../catalogue/kinds/yaml-node.js';
import type { Region, RegionLevel } from './region.file.js';

export type OrgKind = 'department' | 'centre' | 'window';

export interface Org {
  readonly code: string;
  readonly name: string;
  readonly nameEn?: string;
  readonly region: string;
  readonly kind: OrgKind;
  /** Of a department the one of its kind in the region above, of a window its centre. */
  readonly parent?: string;
}

/** What stands for one kind of department at one level. */
interface Office {
  readonly suffix: string;
  readonly name: string;
}

/** A kind of department (市场监管, 自然资源 …) and the levels at which there is one. */
export interface DepartmentKind {
  readonly key: string;
  readonly nameEn: string;
  readonly offices: Readonly<Partial<Record<RegionLevel, Office>>>;
}

const OFFICE_LEVELS = ['province', 'city', 'county'] as const satisfies readonly RegionLevel[];

/** @throws ConfigFileError */
export function readDepartmentKinds(file: string): Map<string, DepartmentKind> {
  const kinds = new Map<string, DepartmentKind>();
  for (const node of YamlNode.read(file).list()) {
    const { key, en, ...levels } = node.members(['key', 'en'], OFFICE_LEVELS);
    const offices: Partial<Record<RegionLevel, Office>> = {};
    for (const level of OFFICE_LEVELS) {
      const office = levels[level]?.members(['suffix', 'name']);
      if (office) offices[level] = { suffix: office.suffix.text(), name: office.name.text() };
    }
    if (kinds.has(key.text())) key.fail(`"${key.text()}" stands here twice`);
    kinds.set(key.text(), { key: key.text(), nameEn: en.text(), offices });
  }
  return kinds;
}

export const orgCode = (region: string, suffix: string): string => `${region}-${suffix}`;

/** Every department of every region. */
export function departmentsOf(kinds: Iterable<DepartmentKind>, regions: readonly Region[]): Org[] {
  const byCode = new Map(regions.map((region) => [region.code, region]));
  return [...kinds].flatMap((kind) =>
    regions.flatMap((region): Org[] => {
      const office = kind.offices[region.level];
      if (!office) return [];
      const above = region.parent === undefined ? undefined : byCode.get(region.parent);
      const superior = above && kind.offices[above.level];
      return [
        {
          code: orgCode(region.code, office.suffix),
          name: region.fullName + office.name,
          nameEn: region.nameEn && `${region.nameEn} ${kind.nameEn}`,
          region: region.code,
          kind: 'department',
          parent: above && superior && orgCode(above.code, superior.suffix),
        },
      ];
    }),
  );
}
