import { rfc3339 } from '../../domain/instant.js';
import { rowsOf, type Condition, type Range, type Row, type Tier } from './benchmarks.js';
import { membersOf, type Members, written } from './guide.js';
import { isLess, numberOf, product, share, toParts, type Fraction } from './number.js';
import type { Judge, Judges, Notes } from './judge.js';
import type { Act, Story } from './story.js';

/** A decision that has used discretion, and what the guide says of it as far as it goes. */
interface Applied {
  readonly act: Act;
  readonly discretion: Members;
  readonly rows: readonly Row[];
  readonly facts: Members;
}

function applied(story: Story, notes: Notes): Applied | undefined {
  const act = story.now.end;
  const discretion = act?.type === 'case.decided' ? membersOf(act.data['discretion']) : undefined;
  if (!act || !discretion) return undefined;
  const rows = rowsOf(story.moment(act.at).item);
  if (!rows) notes.lacks('item.discretion');
  return rows && { act, discretion, rows, facts: membersOf(discretion['facts']) ?? {} };
}

/** A member that says something. */
function given({ discretion }: Applied, member: 'benchmark' | 'tier' | 'value', notes: Notes): string | undefined {
  const value = discretion[member];
  const text = written(value).trim();
  if (text === '') notes.lacks(`discretion.${member}`);
  return text === '' ? undefined : text;
}

const plain = (text: string): string => text.normalize('NFKC').replace(/\s+/gu, '');
/** Those of the code, else those of the name. */
function named<T extends { readonly code: string; readonly name?: string }>(all: readonly T[], as: string): T[] {
  const byCode = all.filter(({ code }) => plain(code) === plain(as));
  return byCode.length > 0 ? byCode : all.filter(({ name }) => name !== undefined && plain(name) === plain(as));
}

/** A reported fact; names are the item's own. */
const factOf = ({ facts }: Applied, name: string): unknown => (Object.hasOwn(facts, name) ? facts[name] : undefined);

const isInForce = ({ from, until }: Row, day: string): boolean =>
  (from === undefined || from <= day) && (until === undefined || day <= until);

/** Of several rows of a code the one in force on the day of the decision, else the newest. */
function rowOf(applied: Applied, notes: Notes): Row | 'unknown' | undefined {
  const code = given(applied, 'benchmark', notes);
  if (code === undefined) return undefined;
  const rows = named(applied.rows, code);
  const day = rfc3339(applied.act.at).slice(0, 10);
  const newestFirst = [...rows].sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? 1 : -1));
  return newestFirst.find((row) => isInForce(row, day)) ?? newestFirst[0] ?? 'unknown';
}

type Named = Applied & { readonly row: Row; readonly tier: Tier | 'unknown' };

function tierOf(story: Story, notes: Notes): Named | undefined {
  const decision = applied(story, notes);
  const row = decision && rowOf(decision, notes);
  if (!row || row === 'unknown') return undefined;
  const code = given(decision, 'tier', notes);
  if (code === undefined) return undefined;
  return { ...decision, row, tier: named(row.tiers, code)[0] ?? 'unknown' };
}

function valueOf(decision: Applied, notes: Notes): Fraction | undefined {
  if (given(decision, 'value', notes) === undefined) return undefined;
  const value = numberOf(decision.discretion['value']);
  if (!value) notes.lacks('discretion.value');
  return value;
}

const isOutside = (value: Fraction, { min, max }: Range): boolean =>
  (min !== undefined && isLess(value, min)) || (max !== undefined && isLess(max, value));

/** The borders of a tier for these facts; those computed from a base give way outwards to what a value as exact as this one can meet. */
function bordersFor(decision: Applied, { type, of, min, max }: Tier, value: Fraction, notes: Notes): Range | undefined {
  if (type === 'fixed' || type === 'range') return { min, max };
  const base = numberOf(factOf(decision, of!));
  if (!base || base.above < 0n) notes.lacks(`discretion.facts.${of}`);
  if (!base || base.above < 0n) return undefined;
  const parts = value.below > 100n ? value.below : 100n;
  const times = (border: Fraction) => (type === 'ratio' ? share(border, base) : product(border, base));
  return { min: min && toParts(times(min), parts, 'down'), max: max && toParts(times(max), parts, 'up') };
}

/** The decision lies outside its tier: with how long a justification (characters)? */
function outside(story: Story, notes: Notes): { readonly at: number; readonly justified: number } | undefined {
  const decision = tierOf(story, notes);
  if (!decision || decision.tier === 'unknown') return undefined;
  const value = valueOf(decision, notes);
  const borders = value && bordersFor(decision, decision.tier, value, notes);
  if (!value || !borders || !isOutside(value, borders)) return undefined;
  const justification = written(decision.discretion['justification']).replace(/\s+/gu, '');
  return { at: decision.act.at, justified: [...justification].length };
}

const statutory =
  (border: 'min' | 'max', mayBreak: (decision: Applied, row: Row, notes: Notes) => boolean): Judge =>
  (story, notes) => {
    const decision = applied(story, notes);
    const row = decision && rowOf(decision, notes);
    const bound = row && row !== 'unknown' ? row.statutory?.[border] : undefined;
    const value = bound && decision && valueOf(decision, notes);
    if (!value || !isOutside(value, { [border]: bound })) return;
    if (!mayBreak(decision, row as Row, notes)) notes.found(decision.act.at);
  };

/** 减轻, and where nobody can tell. */
function mayLieBelow(decision: Applied, row: Row, notes: Notes): boolean {
  const code = given(decision, 'tier', notes);
  const tier = code === undefined ? undefined : named(row.tiers, code)[0];
  return !tier || tier.mitigated;
}

/** undefined: nobody can tell, for the fact is not reported, or is no number. */
function holds({ oneOf, ...range }: Condition, fact: unknown): boolean | undefined {
  if (fact === undefined) return undefined;
  if (oneOf && !oneOf.some((one) => isSame(one, fact))) return false;
  if (!range.min && !range.max) return true;
  const number = numberOf(fact);
  return number && !isOutside(number, range);
}

function isSame(a: unknown, b: unknown): boolean {
  const [one, other] = [numberOf(a), numberOf(b)];
  return one && other ? !isLess(one, other) && !isLess(other, one) : plain(written(a)) === plain(written(b));
}

export const DISCRETION: Judges = {
  'D-ROW-UNKNOWN': (story, notes) => {
    const { end } = story.now;
    if (end?.type === 'case.decided' && end.data['outcome'] !== 'refused' && end.data['discretion'] === undefined)
      if ((rowsOf(story.moment(end.at).item) ?? []).length > 0) notes.lacks('case.decided.discretion');
    const decision = applied(story, notes);
    if (decision && rowOf(decision, notes) === 'unknown') notes.found(decision.act.at);
  },

  'D-ROW-EXPIRED': (story, notes) => {
    const decision = applied(story, notes);
    const row = decision && rowOf(decision, notes);
    if (row && row !== 'unknown' && !isInForce(row, rfc3339(decision.act.at).slice(0, 10)))
      notes.found(decision.act.at);
  },

  'D-TIER-UNKNOWN': (story, notes) => {
    const decision = tierOf(story, notes);
    if (decision?.tier === 'unknown') notes.found(decision.act.at);
  },

  'D-CONDITIONS': (story, notes) => {
    const decision = tierOf(story, notes);
    if (!decision || decision.tier === 'unknown') return;
    const met = decision.tier.conditions.map((condition) => holds(condition, factOf(decision, condition.fact)));
    decision.tier.conditions.forEach(({ fact }, i) => met[i] ?? notes.lacks(`discretion.facts.${fact}`));
    if (met.includes(false)) notes.found(decision.act.at);
  },

  'D-VALUE-OUTSIDE': (story, notes, param) => {
    const found = outside(story, notes);
    if (found && found.justified < param('characters', 10)) notes.found(found.at);
  },

  'D-VALUE-EXPLAINED': (story, notes, param) => {
    const found = outside(story, notes);
    if (found && found.justified >= param('characters', 10)) notes.found(found.at);
  },

  'D-BELOW-FLOOR': statutory('min', mayLieBelow),
  'D-ABOVE-CEILING': statutory('max', () => false),

  'D-COMBINATION': (story, notes) => {
    const decision = applied(story, notes);
    const row = decision && rowOf(decision, notes);
    if (!row || row === 'unknown' || row.exclusive.length === 0) return;
    const kind = factOf(decision, 'kind');
    if (kind === undefined) return notes.lacks('discretion.facts.kind');
    const kinds = plain(written(kind)).split(/[+,;、]/u);
    const isApart = (values: readonly string[]) => values.every((one) => kinds.includes(plain(one)));
    if (row.exclusive.some(isApart)) notes.found(decision.act.at);
  },
};
