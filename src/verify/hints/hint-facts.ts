import type { Instant } from '../../domain/instant.js';
import { ENDS, firstOf } from '../facts.js';
import type { DeliveredEvent } from '../history.js';
import { type Members, membersOf } from '../review/guide.js';
import type { EventRow } from '../stored-history.js';
import { LATE_ENTRY } from './parameters.js';

/** What the rules over many cases look at in one case. */
export interface HintFacts {
  readonly caseNo: string;
  readonly catalogueRevision: number;
  readonly org?: string;
  readonly item?: string;
  /** Received, or first known by its acceptance. */
  readonly received?: Instant;
  readonly ended?: Instant;
  /** The decision that ended it. */
  readonly decision?: { readonly officer?: string; readonly discretion?: Discretion };
  readonly isRefused: boolean;
  readonly isReturned: boolean;
  /** Acceptances and decisions with a time of entry of their own, and those entered late. */
  readonly entries: number;
  readonly lateEntries: number;
}

export interface Discretion {
  readonly benchmark?: string;
  readonly tier?: string;
  /** In one spelling. */
  readonly facts?: string;
  /** In millionths; a text that is no number has none. */
  readonly millionths?: bigint;
}

/**
 * @param events that count, in order, up to the case's own time
 * @param rows all that the same feeds have reported
 */
export function hintFacts(
  { caseNo, catalogueRevision, org }: Pick<HintFacts, 'caseNo' | 'catalogueRevision' | 'org'>,
  events: readonly DeliveredEvent[],
  rows: readonly EventRow[],
): HintFacts {
  const [received, accepted, end] = [
    firstOf(events, 'case.received'),
    firstOf(events, 'case.accepted'),
    firstOf(events, ...ENDS),
  ];
  const decisions = rows.filter(({ type, at }) => type === 'case.decided' && at === end?.at);
  const entries = rows.filter(
    ({ type, recorded_at, received_at }) =>
      (type === 'case.accepted' || type === 'case.decided') && recorded_at !== received_at,
  );
  return {
    ...{ caseNo, catalogueRevision, org },
    item: received?.data.item ?? accepted?.data.item,
    received: (received ?? accepted)?.at,
    ended: end?.at,
    decision: end?.type === 'case.decided' ? decisionOf(decisions) : undefined,
    isRefused: end?.type === 'case.not-accepted' || decisions.some((row) => outcomeOf(row) === 'refused'),
    isReturned: rows.some(
      (row) => row.type === 'step.completed' && row.data?.includes('return') && outcomeOf(row) === 'return',
    ),
    entries: entries.length,
    lateEntries: entries.filter(({ at, recorded_at }) => recorded_at > at + LATE_ENTRY).length,
  };
}

const dataOf = ({ data }: EventRow): Members => membersOf(JSON.parse(data ?? '{}')) ?? {};
const outcomeOf = (row: EventRow): unknown => dataOf(row)['outcome'];

/** Of several reports of one instant the first by source and id. */
function decisionOf(rows: readonly EventRow[]): HintFacts['decision'] {
  const [row] = [...rows].sort((a, b) => before(a.source, b.source) || before(a.id, b.id));
  if (!row) return undefined;
  const { officer, discretion } = dataOf(row);
  const members = membersOf(discretion);
  return {
    officer: typeof officer === 'string' ? officer : undefined,
    discretion: row.data?.includes('"discretion"') ? (members ? discretionOf(members) : {}) : undefined,
  };
}

const before = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

const NUMERAL = /^(-?)(\d{1,15})(?:\.(\d{1,6}))?$/;

function discretionOf({ benchmark, tier, facts, value }: Members): Discretion {
  const digits = NUMERAL.exec(textOf(value) ?? '');
  return {
    benchmark: textOf(benchmark),
    tier: textOf(tier),
    facts: facts === undefined ? undefined : spelled(facts),
    millionths: digits ? BigInt(`${digits[1]}${digits[2]}${(digits[3] ?? '').padEnd(6, '0')}`) : undefined,
  };
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : value === undefined || value === null ? undefined : spelled(value);

/** JSON with the members of every object in one order. */
function spelled(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spelled).join(',')}]`;
  const members = membersOf(value);
  if (!members) return JSON.stringify(value);
  const names = Object.keys(members).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${spelled(members[name])}`).join(',')}}`;
}
