import { isMembers, type Members } from './members.js';

/** As people tell of an entry; the database keeps members in no order. What is not named here (rules) comes last, by name. */
const ORDER = [
  ...[
    'date',
    'fact',
    'name',
    'nameEn',
    'code',
    'version',
    'description',
    'kind',
    'type',
    'org',
    'orgs',
    'region',
    'parent',
    'uscc',
  ],
  ...[
    'extends',
    'firstDay',
    'lastDay',
    'officeHours',
    'off',
    'notice',
    'items',
    'counting',
    'labels',
    'enabled',
    'level',
  ],
  ...[
    'levelSource',
    'mode',
    'params',
    'stages',
    'at',
    'value',
    'source',
    'amount',
    'unit',
    'from',
    'until',
    'base',
    'min',
    'max',
  ],
  ...[
    'minPercent',
    'maxPercent',
    'oneOf',
    'step',
    'officers',
    'inspection',
    'units',
    'maxDays',
    'required',
    'limit',
    'statutory',
  ],
  ...[
    'promised',
    'steps',
    'pauses',
    'result',
    'resultName',
    'deliverDays',
    'handling',
    'siteCheck',
    'maxVisits',
    'materials',
    'fees',
  ],
  ...[
    'standard',
    'reductionBasis',
    'refusals',
    'discretion',
    'facts',
    'tiers',
    'mitigated',
    'conditions',
    'exclusive',
    'basis',
  ],
];
const PLACE = new Map(ORDER.map((name, index) => [name, index]));
const placeOf = (name: string): number => PLACE.get(name) ?? ORDER.length;

export const inOrder = (names: readonly string[]): string[] =>
  [...names].sort((a, b) => placeOf(a) - placeOf(b) || Number(a > b) - Number(a < b));

/** The same, with its members and those within them in that order. */
export function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  return isMembers(value) ? orderedMembers(value) : value;
}
export const orderedMembers = (members: Members): Members =>
  Object.fromEntries(inOrder(Object.keys(members)).map((name) => [name, ordered(members[name])]));
