import { Injectable } from '@nestjs/common';
import type { Grouping, MonthFigures, Name } from '../console/figures.protocol.js';
import { type CaseScope, NONE, OWN } from '../database/case.sql.js';
import { unknownRegion } from '../http/problem.js';
import { type NameRow, PlacesRepository, type RegionRow, registered } from './places.repository.js';
import type { Snapshot } from './snapshot.js';

/** What a row of a table is called. */
export interface Group {
  readonly name: string;
  readonly nameEn: string | null;
  readonly hasChildren: boolean;
}

/** The rows of a table of regions. */
export interface RegionGroups {
  /** Rows that hold an organisation of the scope, whether it has figures or not. */
  readonly listed: readonly string[];
  /** The row of an organisation; `null` where it lies in no region. */
  readonly keyOf: (org: string | null) => string | null;
}

type Path = MonthFigures['path'];

const NOWHERE: Record<Grouping, Group> = {
  region: { name: '未列入地区', nameEn: 'No region', hasChildren: false },
  org: { name: '未列明单位', nameEn: 'No organisation', hasChildren: false },
  item: { name: '未列明事项', nameEn: 'No item', hasChildren: false },
};

const OWN_NAMES: Readonly<Record<string, string>> = {
  province: 'Provincial departments',
  city: 'Municipal departments',
  county: 'County departments',
};

/** 省本级: what a region does itself, without the regions below it. */
const own = ({ name, level }: RegionRow): Group => ({
  name: `${/(自治区|街道|[省市县区旗州盟乡镇村])$/.exec(name)?.[0] ?? name}本级`,
  nameEn: OWN_NAMES[level] ?? 'Own departments',
  hasChildren: false,
});

const unnamed = (key: string): Group => ({ name: key, nameEn: null, hasChildren: false });

/** Rows of tables: which there are, what they are called, in which order they stand. */
@Injectable()
export class Groups {
  constructor(private readonly places: PlacesRepository) {}

  async ofRegions(snapshot: Snapshot, scope: CaseScope, visible: string | undefined): Promise<RegionGroups> {
    const base = registered(scope.region) ?? (await this.places.root(snapshot));
    const placements = await this.places.placements(snapshot, base, scope, visible);
    const keys = new Map(placements.map(({ org, key }) => [org, key]));
    return { listed: [...new Set(keys.values())], keyOf: (org) => (org === null ? null : (keys.get(org) ?? null)) };
  }

  /** The names of rows; what the registers do not know is called by its code. */
  async named(
    snapshot: Snapshot,
    by: Grouping,
    keys: readonly (string | null)[],
  ): Promise<(key: string | null) => Group> {
    const codes = keys.flatMap((key) => key ?? []);
    const groups = by === 'region' ? await this.regions(snapshot, codes) : await this.plain(snapshot, by, codes);
    return (key) => (key === null ? NOWHERE[by] : (groups.get(key) ?? unnamed(key)));
  }

  /** What a scope is called. @throws 404 for a region that there is not */
  async path(snapshot: Snapshot, { region, org, item }: CaseScope): Promise<Path> {
    const nameOf = async (by: 'org' | 'item', code: string | null | undefined): Promise<Name | null> => {
      if (!code) return null;
      const key = code === NONE ? null : code;
      const { name, nameEn } = (await this.named(snapshot, by, [key]))(key);
      return { name, nameEn };
    };
    return {
      regions: region ? await this.lineage(snapshot, region) : [],
      org: await nameOf('org', org),
      item: await nameOf('item', item),
    };
  }

  private async lineage(snapshot: Snapshot, region: string): Promise<Path['regions']> {
    const shown = (code: string, { name, nameEn }: Group) => ({ code, name, nameEn });
    if (region === NONE) return [shown(NONE, NOWHERE.region)];
    const code = registered(region) ?? region;
    const rows = await this.places.lineage(snapshot, code);
    const last = rows.at(-1);
    if (!last && !(await this.places.hasOrgs(snapshot, code))) throw unknownRegion();
    if (!last) return [shown(region, unnamed(code))];
    const regions = rows.map((row) => shown(row.code, row));
    return region.endsWith(OWN) ? [...regions, shown(region, own(last))] : regions;
  }

  private async regions(snapshot: Snapshot, keys: readonly string[]): Promise<Map<string, Group>> {
    const codes = keys.map((key) => registered(key) ?? key);
    const rows = await this.places.regions(snapshot, codes);
    return new Map(rows.flatMap((row) => [[row.code, row] as const, [row.code + OWN, own(row)] as const]));
  }

  private async plain(snapshot: Snapshot, by: 'org' | 'item', codes: readonly string[]): Promise<Map<string, Group>> {
    const rows: NameRow[] = await (by === 'org'
      ? this.places.orgs(snapshot, codes)
      : this.places.items(snapshot, codes));
    return new Map(rows.map(({ code, name, nameEn }) => [code, { name, nameEn, hasChildren: false }]));
  }
}

/** The province's own departments first, then regions in the official order of their codes, last what lies in none. */
export function inOfficialOrder(a: string | null, b: string | null): number {
  const rank = (key: string | null): number => (key === null ? 2 : key.endsWith(OWN) ? 0 : 1);
  return rank(a) - rank(b) || ((a ?? '') < (b ?? '') ? -1 : 1);
}
