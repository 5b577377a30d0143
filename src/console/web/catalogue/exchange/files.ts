import type { CatalogueKind } from '../../../catalogue.protocol.js';

/** By the end of the name: what browsers say of a file's type depends on what is installed beside them. */
const TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  yaml: 'application/yaml',
  yml: 'application/yaml',
  zip: 'application/zip',
};

const endingOf = (name: string): string => name.slice(name.lastIndexOf('.') + 1).toLowerCase();

export const endingsFor = (national: boolean): readonly string[] => (national ? ['csv', 'zip'] : Object.keys(TYPES));

/** Undefined: no file that can be imported. */
export const typeOf = (name: string, national: boolean): string | undefined =>
  endingsFor(national).includes(endingOf(name)) ? TYPES[endingOf(name)] : undefined;

export const isCsv = (name: string): boolean => endingOf(name) === 'csv';

/** Tables of each kind, that of the entries first. */
export const TABLES: Readonly<Record<CatalogueKind, readonly string[]>> = {
  items: ['items', 'steps', 'pauses', 'materials', 'fees', 'refusals', 'discretion', 'tiers'],
  organisations: ['organisations'],
  calendars: ['calendars', 'days'],
  standards: ['standards', 'tiers'],
  profiles: ['profiles', 'rules', 'params', 'stages'],
};
