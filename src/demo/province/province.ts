import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCentres } from './centre.file.js';
import { type DemoItem, readDemoItems } from './item.file.js';
import { departmentsOf, type Org, readDepartmentKinds } from './org.file.js';
import { readRegions, type Region } from './region.file.js';

/** The demo province: where its cases are handled, and which. */
export interface Province {
  /** Parents before their children. */
  readonly regions: readonly Region[];
  readonly orgs: readonly Org[];
  readonly items: readonly DemoItem[];
}

/** Raised when the same files are to be read into something else. */
const SHAPE = '1';

/** Reads `config/demo`. @throws ConfigFileError that names the file, the place and the reason */
export function loadProvince(dir: string): Province {
  const regions = readRegions(join(dir, 'regions.yaml'));
  const kinds = readDepartmentKinds(join(dir, 'departments.yaml'));
  const orgs = [...departmentsOf(kinds.values(), regions), ...readCentres(join(dir, 'centres.yaml'), regions)];
  const items = readDemoItems(join(dir, 'items'), kinds, new Set(orgs.map(({ code }) => code)));
  return { regions, orgs, items };
}

/** Changes with every change of the files: whoever has loaded them need not read them again. */
export function provinceFingerprint(dir: string): string {
  const hash = createHash('sha256').update(SHAPE);
  const names = ['regions.yaml', 'departments.yaml', 'centres.yaml'];
  const items = readdirSync(join(dir, 'items')).sort();
  for (const name of [...names, ...items.map((item) => join('items', item))])
    hash.update(name).update(readFileSync(join(dir, name)));
  return hash.digest('hex');
}
