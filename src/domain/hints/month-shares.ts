import { type Instant } from '../instant.js';
import type { Words } from '../wording.js';
import { type Hint, type HintRule, shareWords } from './hint.js';

/** An organisation's month as the rates are computed from it. */
export interface OrgMonth {
  readonly org: string;
  /** `yyyy-mm` in Shanghai, its first instant and the one after its last. */
  readonly month: string;
  readonly from: Instant;
  readonly before: Instant;
  /** Cases received; and in the month before. */
  readonly received: number;
  readonly receivedBefore: number;
  /** Cases that ended: the denominator of the shares. */
  readonly ended: number;
  /** Of them 不予受理 and 不予许可. */
  readonly refused: number;
  /** Of them with a step that was sent back (退回). */
  readonly returned: number;
  /** Of the acceptances and decisions with a time of entry of their own, and those entered more than seven days late. */
  readonly entries: number;
  readonly lateEntries: number;
}

interface Share {
  readonly code: string;
  readonly category: HintRule<OrgMonth>['category'];
  readonly name: Words;
  readonly what: Words;
  readonly percent: number;
  readonly minimum: number;
  readonly source: string;
  readonly needs: readonly string[];
  part(row: OrgMonth): number;
  whole(row: OrgMonth): number;
}

/** A share of one month's cases, with its own denominator, and silent below a minimum volume. */
const shareRule = (share: Share): HintRule<OrgMonth> => ({
  code: share.code,
  category: share.category,
  name: share.name,
  description: {
    zh: `一个月内${share.what.zh}达到 ${share.percent}%；分母不足 ${share.minimum} 时不计算`,
    en: `In one month ${share.what.en} reach ${share.percent}%; not computed below ${share.minimum} in the denominator`,
  },
  basis: [share.source],
  needs: share.needs,
  shows: { zh: '分子、分母和比例', en: 'numerator, denominator and share' },
  params: {
    percent: { value: share.percent, unit: 'percent', min: 0, max: 100, source: share.source },
    minimum: { value: share.minimum, unit: 'count', min: 1, max: 1_000_000, source: '本系统约定：量小时比例没有意义' },
  },
  examine: (rows) =>
    rows
      .filter((row) => share.whole(row) >= share.minimum && share.part(row) * 100 >= share.percent * share.whole(row))
      .map((row) => ({
        ...monthHint(share.code, row),
        expected: { zh: `${share.what.zh}低于 ${share.percent}%`, en: `${share.what.en} below ${share.percent}%` },
        observed: {
          zh: `${row.month} 为 ${share.part(row)} 件，共 ${share.whole(row)} 件`,
          en: `${share.part(row)} of ${share.whole(row)} in ${row.month}`,
        },
        arithmetic: [shareWords(share.part(row), share.whole(row))],
      })),
});

const monthHint = (
  rule: string,
  { org, month, from, before }: OrgMonth,
): Omit<Hint, 'expected' | 'observed' | 'arithmetic'> => ({
  rule,
  key: `${org}|${month}`,
  org,
  item: null,
  from,
  before,
  cases: [],
});

export const shareRefused = shareRule({
  code: 'H-SHARE-REFUSED',
  category: 'content',
  name: { zh: '不予受理、不予许可占比偏高', en: 'High share of refusals' },
  what: { zh: '不予受理和不予许可占办结件的比例', en: 'refusals among the ended cases' },
  percent: 2,
  minimum: 100,
  source: '江苏省电子监察规则 C006（2%）',
  needs: ['case.decided.outcome', 'case.not-accepted'],
  part: (row) => row.refused,
  whole: (row) => row.ended,
});

export const shareReturned = shareRule({
  code: 'H-SHARE-RETURNED',
  category: 'procedure',
  name: { zh: '退回件占比偏高', en: 'High share of returned steps' },
  what: { zh: '有环节被退回的办件占办结件的比例', en: 'cases with a returned step among the ended cases' },
  percent: 1,
  minimum: 100,
  source: '江苏省电子监察规则 C013（1%）',
  needs: ['step.completed.outcome'],
  part: (row) => row.returned,
  whole: (row) => row.ended,
});

export const shareLateEntry = shareRule({
  code: 'H-SHARE-LATE-ENTRY',
  category: 'integrity',
  name: { zh: '事后补录占比偏高', en: 'High share of late entries' },
  what: {
    zh: '受理、办结后超过七日才录入的占有录入时间者的比例',
    en: 'acceptances and decisions entered over seven days later among those with a time of entry',
  },
  percent: 5,
  minimum: 100,
  source: '本系统约定',
  needs: ['recordedtime'],
  part: (row) => row.lateEntries,
  whole: (row) => row.entries,
});

const SWING = 50;
const LEAST = 100;

/** 办件量异动: against the month before; silent where both are small or there was nothing before. */
export const volume: HintRule<OrgMonth> = {
  code: 'H-VOLUME',
  category: 'integrity',
  name: { zh: '办件量异常变动', en: 'Swing of volume' },
  description: {
    zh: `收件量比上月增减 ${SWING}% 以上；两个月都不足 ${LEAST} 件或者上月没有收件时不计算`,
    en: `Receipts changed by ${SWING}% or more against the month before; not computed where both months are below ${LEAST} or there were none before`,
  },
  basis: ['江苏省电子监察规则 C001'],
  needs: ['case.received'],
  shows: { zh: '本月、上月的收件数和变动', en: 'receipts of both months and the change' },
  params: {
    percent: {
      value: SWING,
      unit: 'percent',
      min: 1,
      max: 1_000,
      source: '本系统约定（江苏 C001 为 10%，量小时每月都会触发）',
    },
    minimum: { value: LEAST, unit: 'count', min: 1, max: 1_000_000, source: '本系统约定' },
  },
  examine: (rows) =>
    rows
      .filter(
        ({ received, receivedBefore }) =>
          receivedBefore > 0 &&
          Math.max(received, receivedBefore) >= LEAST &&
          Math.abs(received - receivedBefore) * 100 >= SWING * receivedBefore,
      )
      .map((row) => ({
        ...monthHint('H-VOLUME', row),
        expected: { zh: `比上月增减不到 ${SWING}%`, en: `less than ${SWING}% up or down` },
        observed: {
          zh: `${row.month} 收件 ${row.received} 件，上月 ${row.receivedBefore} 件`,
          en: `${row.received} receipts in ${row.month}, ${row.receivedBefore} the month before`,
        },
        arithmetic: [changeWords(row.received, row.receivedBefore)],
      })),
};

function changeWords(now: number, before: number): Words {
  const change = Math.round(((now - before) / before) * 10_000) / 100;
  const text = `(${now} − ${before}) ÷ ${before} = ${change > 0 ? '+' : ''}${change}%`;
  return { zh: text, en: text };
}

export const MONTH_RULES: readonly HintRule<OrgMonth>[] = [shareRefused, shareReturned, shareLateEntry, volume];
