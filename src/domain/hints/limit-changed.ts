import { type Instant, isoOfDay, dayOf } from '../instant.js';
import type { Limit } from '../standards.js';
import { amountWords, timeWords } from '../wording.js';
import { type Hint, type HintRule, MAX_HINT_CASES } from './hint.js';

/** A version of an item that lengthened its promised limit, and the cases that ended by it soon after. */
export interface LengthenedLimit {
  readonly item: string;
  readonly name: string;
  readonly version: number;
  readonly changedAt: Instant;
  readonly before: Limit;
  readonly after: Limit;
  readonly cases: readonly { readonly caseNo: string; readonly org: string; readonly endedAt: Instant }[];
}

/** Calendar days after the change in which decisions are looked at. */
export const DAYS_AFTER_CHANGE = 10;

/** 办结前改时限: the promised limit became longer shortly before decisions that fall under it. */
export const limitChanged: HintRule<LengthenedLimit> = {
  code: 'H-LIMIT-CHANGED',
  category: 'integrity',
  name: { zh: '办结前延长承诺时限', en: 'Limit lengthened shortly before decisions' },
  description: {
    zh: `承诺时限延长后 ${DAYS_AFTER_CHANGE} 日内即有适用新时限的办件办结`,
    en: `Within ${DAYS_AFTER_CHANGE} days after the promised limit became longer cases under it were decided`,
  },
  basis: ['《优化营商环境条例》第三十六条'],
  needs: ['item.promised', 'case.decided'],
  shows: { zh: '改前、改后的时限，改动时间，办件号', en: 'the limit before and after, when it changed, case numbers' },
  params: {
    days: { value: DAYS_AFTER_CHANGE, unit: 'count', min: 1, max: 90, source: '本系统约定' },
  },
  examine: (rows) => rows.filter(({ before, after }) => isLonger(after, before)).flatMap(hintsOf),
};

/** Limits in different units are not compared: nobody can tell without counting a case. */
const isLonger = (after: Limit, before: Limit): boolean => after.unit === before.unit && after.amount > before.amount;

function hintsOf(change: LengthenedLimit): Hint[] {
  const orgs = new Map<string, LengthenedLimit['cases'][number][]>();
  for (const one of change.cases) orgs.set(one.org, [...(orgs.get(one.org) ?? []), one]);
  return [...orgs].map(([org, cases]) => hintOf(change, org, cases));
}

function hintOf(change: LengthenedLimit, org: string, cases: LengthenedLimit['cases']): Hint {
  const { item, name, version, changedAt } = change;
  const [was, is] = [
    amountWords(change.before.amount, change.before.unit),
    amountWords(change.after.amount, change.after.unit),
  ];
  const at = timeWords(changedAt);
  const until = Math.max(...cases.map(({ endedAt }) => endedAt));
  return {
    rule: limitChanged.code,
    key: `${item}|${version}|${org}`,
    org,
    item,
    from: changedAt,
    before: until + 1,
    expected: { zh: '承诺时限在办结前不久没有延长', en: 'no longer promise shortly before the decisions' },
    observed: {
      zh: `“${name}”于${at.zh}由 ${was.zh}改为 ${is.zh}，至 ${isoOfDay(dayOf(until))} 已有 ${cases.length} 件按新时限办结`,
      en: `“${name}” went from ${was.en} to ${is.en} at ${at.en}; ${cases.length} cases under it were decided by ${isoOfDay(dayOf(until))}`,
    },
    arithmetic: [],
    cases: cases.slice(0, MAX_HINT_CASES).map(({ caseNo }) => caseNo),
  };
}
