import type { VerifyItem } from '../history.js';
import { isLess, numberOf, whole, type Fraction } from './number.js';

/** An item as it is stored, with what its guide says besides limits: read here, never trusted. */
export interface GuidedItem extends VerifyItem {
  readonly materials?: unknown;
  readonly fees?: unknown;
  readonly discretion?: unknown;
  readonly maxVisits?: number | null;
  readonly refusals?: readonly string[] | null;
  readonly handling?: Handling | null;
  readonly siteCheck?: {
    readonly step: string;
    readonly officers?: number | null;
    readonly inspection?: boolean | null;
  } | null;
  /** Discretion rows of the register, which stand for the item's own of the same code. */
  readonly registered?: readonly unknown[];
}

type Handling =
  | { readonly kind: 'joint'; readonly units: readonly string[] }
  | { readonly kind: 'preliminary'; readonly step: string };

/** Members of a value that is an object; nothing of anything else. */
export type Members = Readonly<Record<string, unknown>>;
export const membersOf = (value: unknown): Members | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : undefined;

export const isAbsent = (value: unknown): value is null | undefined => value === undefined || value === null;

/** A text without its outer blanks; a number is the text of it. */
export function textOf(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined;
}

/** A text, a number or a boolean as it was reported; nothing of anything else. */
export const written = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

/** All entries read, or nothing: of a list known in part nobody can say what is not in it. */
export function wholeList<T>(value: unknown, read: (entry: unknown) => T | undefined): T[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const entries = value.map(read);
  return entries.includes(undefined) ? undefined : (entries as T[]);
}

/** 申请材料 by name. */
export const materialsOf = (item: GuidedItem | undefined): string[] | undefined =>
  wholeList(item?.materials, (entry) => {
    const members = membersOf(entry);
    if (members && !isAbsent(members['required']) && typeof members['required'] !== 'boolean') return undefined;
    return textOf(members ? members['name'] : entry);
  });

/** 收费项目; without borders its standard is none that a program can read. */
export interface Fee {
  readonly code?: string;
  readonly name?: string;
  readonly min?: Fraction;
  readonly max?: Fraction;
  readonly mayBeReduced: boolean;
}

export const feesOf = (item: GuidedItem | undefined): Fee[] | undefined => wholeList(item?.fees, feeOf);

function feeOf(entry: unknown): Fee | undefined {
  const members = membersOf(entry);
  if (!members) return undefined;
  const [code, name] = [textOf(members['code']), textOf(members['name'])];
  const isMisread = (['code', 'name'] as const).some((m) => !isAbsent(members[m]) && textOf(members[m]) === undefined);
  if (isMisread || (code ?? name) === undefined) return undefined;
  const mayBeReduced = textOf(members['reductionBasis']) !== undefined;
  return { code, name, ...standardOf(members), mayBeReduced };
}

function standardOf({ amount, standard }: Members): Pick<Fee, 'min' | 'max'> {
  const range = membersOf(amount);
  if (!range) {
    const exactly = yuan(isAbsent(amount) ? standard : amount);
    return exactly ? { min: exactly, max: exactly } : {};
  }
  const [min, max] = [isAbsent(range['min']) ? whole(0) : yuan(range['min']), yuan(range['max'])];
  return min && max && !isLess(max, min) ? { min, max } : {};
}

/** `10`, `"10.00"`, `10 元` */
function yuan(value: unknown): Fraction | undefined {
  const amount = numberOf(typeof value === 'string' ? value.normalize('NFKC').replace(/\s*元\s*$/u, '') : value);
  return amount && amount.above >= 0n ? amount : undefined;
}
