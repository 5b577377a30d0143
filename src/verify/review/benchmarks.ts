import { parseRfc3339 } from '../../domain/instant.js';
import { isAbsent, membersOf, textOf, wholeList, type GuidedItem, type Members } from './guide.js';
import { isLess, numberOf, type Fraction } from './number.js';

export interface Range {
  readonly min?: Fraction;
  readonly max?: Fraction;
}

/** 裁量阶次: `of` names the fact that its borders are shares (percent) or multiples of. */
export interface Tier extends Range {
  readonly code: string;
  readonly name?: string;
  readonly mitigated: boolean;
  readonly conditions: readonly Condition[];
  readonly type: 'fixed' | 'range' | 'ratio' | 'multiple';
  readonly of?: string;
}

export interface Condition extends Range {
  readonly fact: string;
  readonly oneOf?: readonly unknown[];
}

/** 裁量基准的一行. */
export interface Row {
  readonly code: string;
  readonly name?: string;
  readonly from?: string;
  readonly until?: string;
  readonly statutory?: Range;
  readonly tiers: readonly Tier[];
  readonly exclusive: readonly (readonly string[])[];
}

/** The rows that govern an item's decisions: its own, and for their codes those of the register. */
export function rowsOf(item: GuidedItem | undefined): Row[] | undefined {
  const own = wholeList(item?.discretion, rowOf);
  const registered = wholeList(item?.registered ?? [], rowOf) ?? [];
  if (registered.length === 0) return own;
  return [...(own ?? []).filter(({ code }) => registered.every((row) => row.code !== code)), ...registered];
}

function rowOf(value: unknown): Row | undefined {
  const row = membersOf(value);
  if (!row) return undefined;
  const code = textOf(row['code']);
  const tiers = wholeList(row['tiers'], tierOf);
  const [from, until] = [dayOf(row['from']), dayOf(row['until'])];
  const statutory = isAbsent(row['statutory']) ? {} : rangeOf(row['statutory'], 'min', 'max');
  const facts = isAbsent(row['facts']) ? [] : wholeList(row['facts'], textOf);
  const exclusive = isAbsent(row['exclusive']) ? [] : wholeList(row['exclusive'], pairOf);
  const texts = ['name', 'basis'].every((member) => isAbsent(row[member]) || textOf(row[member]) !== undefined);
  if (code === undefined || !tiers || tiers.length === 0 || !statutory || !facts || !exclusive || !texts)
    return undefined;
  if (from === null || until === null || (from !== undefined && until !== undefined && until < from)) return undefined;
  if (new Set(tiers.map((tier) => tier.code)).size < tiers.length) return undefined;
  return { code, name: textOf(row['name']), from, until, statutory, tiers, exclusive };
}

/** `YYYY-MM-DD`; `null`: something else. */
function dayOf(value: unknown): string | undefined | null {
  if (isAbsent(value)) return undefined;
  const text = textOf(value) ?? '';
  return parseRfc3339(`${text}T00:00:00Z`) === undefined ? null : text;
}

function pairOf(value: unknown): string[] | undefined {
  const pair = wholeList(value, textOf);
  return pair && pair.length >= 2 ? pair : undefined;
}

function tierOf(value: unknown): Tier | undefined {
  const tier = membersOf(value);
  const code = textOf(tier?.['code']);
  const mitigated = isAbsent(tier?.['mitigated']) ? false : tier['mitigated'];
  const conditions = isAbsent(tier?.['conditions']) ? [] : wholeList(tier['conditions'], conditionOf);
  const borders = bordersOf(membersOf(tier?.['value']));
  const [name, isMisnamed] = [textOf(tier?.['name']), !isAbsent(tier?.['name']) && textOf(tier['name']) === undefined];
  if (!tier || code === undefined || isMisnamed || typeof mitigated !== 'boolean' || !conditions || !borders)
    return undefined;
  return { code, name, mitigated, conditions, ...borders };
}

function conditionOf(value: unknown): Condition | undefined {
  const condition = membersOf(value);
  const fact = textOf(condition?.['fact']);
  if (!condition || fact === undefined) return undefined;
  const range = rangeOf(condition, 'min', 'max', true);
  const oneOf = condition['oneOf'];
  const isList = Array.isArray(oneOf) && oneOf.length > 0 && oneOf.every(isScalar);
  return range && (isAbsent(oneOf) || isList) ? { fact, ...range, oneOf: isList ? oneOf : undefined } : undefined;
}

const isScalar = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);

function bordersOf(value: Members | undefined): Pick<Tier, 'type' | 'of' | 'min' | 'max'> | undefined {
  const type = textOf(value?.['type']);
  if (!value || type === undefined) return undefined;
  if (type === 'fixed') {
    const fixed = numberOf(value['value']);
    return fixed && { type, min: fixed, max: fixed };
  }
  const of = textOf(value['base']);
  const range = type === 'ratio' ? rangeOf(value, 'minPercent', 'maxPercent') : rangeOf(value, 'min', 'max');
  if (!range) return undefined;
  if (type === 'range') return { type, ...range };
  return (type === 'ratio' || type === 'multiple') && of !== undefined ? { type, of, ...range } : undefined;
}

/** `undefined`: what should be borders is none. */
function rangeOf(value: unknown, low: string, high: string, mayBeOpen = false): Range | undefined {
  const members = membersOf(value);
  if (!members) return undefined;
  const [min, max] = [numberOf(members[low]), numberOf(members[high])];
  const isMisread = (!isAbsent(members[low]) && !min) || (!isAbsent(members[high]) && !max);
  if (isMisread || (!mayBeOpen && !min && !max) || (min && max && isLess(max, min))) return undefined;
  return { min, max };
}
