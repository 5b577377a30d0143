import { type Instant, SECOND } from '../instant.js';
import { isDayOnly } from '../rules/time-of-day.js';
import { timeWords } from '../wording.js';
import { type Hint, type HintRule, MAX_HINT_CASES } from './hint.js';

/** A decided case; rows in order of organisation, officer and time. */
export interface DecidedCase {
  readonly caseNo: string;
  readonly org: string;
  readonly officer: string;
  readonly at: Instant;
}

const COUNT = 5;
const SECONDS = 60;

/** 集中办结: one officer, many decisions in one minute. Windows that overlap are one hint. */
export const burst: HintRule<DecidedCase> = {
  code: 'H-BURST',
  category: 'integrity',
  name: { zh: '一分钟内集中办结', en: 'Many decisions within a minute' },
  description: {
    zh: `同一经办人在 ${SECONDS} 秒内办结 ${COUNT} 件以上，可能是事后集中录入；恰为 0 时整、只知道日的不计`,
    en: `One officer decided ${COUNT} cases or more within ${SECONDS} seconds; they may have been entered afterwards; those at midnight, of which only the day is known, are left out`,
  },
  basis: ['监察数据应当真实、实时、完整、准确（本系统约定）'],
  needs: ['case.decided', 'case.decided.officer'],
  shows: { zh: '经办人、时间段、办件号', en: 'officer, time span, case numbers' },
  params: {
    count: { value: COUNT, unit: 'count', min: 2, max: 1_000, source: '本系统约定' },
    seconds: { value: SECONDS, unit: 'count', min: 1, max: 3_600, source: '本系统约定' },
  },
  // Of a decision of which only the day is known nobody can say the minute.
  examine: (rows) => runsOf(rows.filter((row) => !isDayOnly(row))).map(hintOf),
};

/** Maximal runs in which each window of `COUNT` neighbours lasts no longer than the minute. */
function runsOf(rows: readonly DecidedCase[]): DecidedCase[][] {
  const runs: DecidedCase[][] = [];
  let run: { readonly from: number; to: number } | undefined;
  for (let last = COUNT - 1; last < rows.length; last += 1) {
    const first = last - COUNT + 1;
    const [a, b] = [rows[first], rows[last]] as [DecidedCase, DecidedCase];
    if (a.org !== b.org || a.officer !== b.officer || b.at - a.at > SECONDS * SECOND) continue;
    if (run && first <= run.to) run.to = last;
    else {
      if (run) runs.push(rows.slice(run.from, run.to + 1));
      run = { from: first, to: last };
    }
  }
  if (run) runs.push(rows.slice(run.from, run.to + 1));
  return runs;
}

function hintOf(run: readonly DecidedCase[]): Hint {
  const [first, last] = [run[0], run.at(-1)] as [DecidedCase, DecidedCase];
  const [from, to] = [timeWords(first.at), timeWords(last.at)];
  return {
    rule: burst.code,
    key: `${first.org}|${first.officer}|${first.at}`,
    org: first.org,
    item: null,
    from: first.at,
    before: last.at + 1,
    expected: {
      zh: `${SECONDS} 秒内办结不足 ${COUNT} 件`,
      en: `fewer than ${COUNT} decisions within ${SECONDS} seconds`,
    },
    observed: {
      zh: `${first.officer} 自${from.zh}至${to.zh}办结 ${run.length} 件`,
      en: `${first.officer} decided ${run.length} cases from ${from.en} to ${to.en}`,
    },
    arithmetic: [],
    cases: run.slice(0, MAX_HINT_CASES).map(({ caseNo }) => caseNo),
  };
}
