import type { CaseFacts } from './case-facts.js';
import { basisOf } from './citations.js';
import type { Clock, ClockKind, StartedBy } from './clock.js';
import type { Finding } from './finding.js';
import { rfc3339 } from './instant.js';
import { farWords, reminderWords } from './ladder-words.js';
import { type LedgerDay, ledgerOf } from './ledger.js';
import { endWords } from './review/act-words.js';
import type { CardLevel, RuleSetting, Standards } from './standards.js';
import { type Words, amountWords, dayWords, limitText, timeWords } from './wording.js';

export type { LedgerDay } from './ledger.js';

/** Versions that a judgement rests on: `<item code>@v3`, `cn@<content hash>`, `default@2026.1`. */
export interface JudgedBy {
  item: string | null;
  calendar: string;
  profile: string;
}

/** An event on which a finding rests; `type` has its prefix, instants are RFC 3339. */
export interface ExplainedEvent {
  source: string;
  id: string;
  type: string;
  time: string;
  recordedAt: string;
}

export interface ExplainedClock {
  kind: ClockKind;
  startedAt: string;
  dueAt: string;
  limit: string;
  startedBy: StartedBy;
}

/** A person has found a finding to be true; by that it became a card. */
export interface CardConfirmation {
  /** As people call the person, never the name for signing in. */
  by: string;
  /** The organisation or region for which that person works; null: not on the register. */
  office: string | null;
  officeEn: string | null;
  at: string;
  /** What the person noted; never null where the level is another one than the proposed. */
  reason: string | null;
  /** The level that the rule had proposed; the card's own is what the person chose. */
  proposed: CardLevel;
  /** What the profile of its case calls that level; null: as everybody does. */
  proposedName: Words | null;
}

/** Why a card was written, as a person can check it on paper. */
export interface CardExplanation {
  expected: { zh: string; en: string };
  observed: { zh: string; en: string };
  /** Articles, e.g. 行政许可法 第四十二条. */
  basis: string[];
  /** Null for a card of a confirmed finding: it rests on events, not on a clock; then the ledger is empty. */
  clock: ExplainedClock | null;
  ledger: LedgerDay[];
  versions: JudgedBy;
  /** Of a confirmed finding: the item's own text that it rests on. */
  itemText?: string | null;
  /** Of a confirmed finding: the events that it rests on, in order of time. */
  events?: ExplainedEvent[];
  /** Of a confirmed finding: the computation, a line each. */
  arithmetic?: Words[];
  /** Of a confirmed finding: who confirmed it. */
  confirmed?: CardConfirmation;
}

export interface Explained {
  readonly facts: CaseFacts;
  readonly standards: Standards;
}

/** Says what was expected, what was observed and how the days were counted. It names facts, never guilt. */
export function explain(finding: Finding, { facts, standards }: Explained, setting: RuleSetting): CardExplanation {
  const { clock, dueAt } = finding;
  return {
    expected: expectedWords(finding, standards),
    observed: observedWords(finding, facts, setting),
    basis: basisOf(clock, setting.basis),
    clock: {
      kind: clock.kind,
      startedAt: rfc3339(clock.startedAt),
      dueAt: rfc3339(dueAt),
      limit: clockLimit(clock, standards) ?? 'promiseDate',
      startedBy: clock.startedBy,
    },
    ledger: ledgerOf(clock, standards.calendar),
    versions: versionsOf(facts, standards),
  };
}

/** The limit of a clock as text; `undefined` where it hangs on a promised date or has none. */
export function clockLimit({ kind, limit, extension }: Clock, { profile }: Standards): string | undefined {
  if (kind === 'notice') return `${profile.rules['T-NOTICE-LATE'].params.days ?? 5} workingDay`;
  return limit && limitText(limit, extension);
}

export const versionsOf = ({ item }: Pick<CaseFacts, 'item'>, { calendar, profile }: Standards): JudgedBy => ({
  item: item ? `${item.code}@v${item.version}` : null,
  calendar: `${calendar.code}@${calendar.version}`,
  profile: `${profile.code}@${profile.version}`,
});

function expectedWords({ clock, dueAt }: Finding, standards: Standards): Words {
  const due = timeWords(dueAt);
  const why = reasonWords(clock, standards);
  const step = clock.step ?? '';
  switch (clock.kind) {
    case 'notice':
      return {
        zh: `不晚于${due.zh}作出受理、不予受理或者补正告知（${why.zh}）`,
        en: `acceptance, refusal to accept or request for supplements by ${due.en} (${why.en})`,
      };
    case 'step':
      return {
        zh: `“${step}”环节不晚于${due.zh}完成（${why.zh}）`,
        en: `step “${step}” completed by ${due.en} (${why.en})`,
      };
    case 'delivery':
      return {
        zh: `不晚于${due.zh}颁发、送达审批结果（${why.zh}）`,
        en: `the result delivered by ${due.en} (${why.en})`,
      };
    case 'promised':
    case 'statutory':
      return { zh: `不晚于${due.zh}办结（${why.zh}）`, en: `decided by ${due.en} (${why.en})` };
  }
}

const KINDS: Record<ClockKind, Words> = {
  promised: { zh: '承诺时限', en: 'promised limit' },
  statutory: { zh: '法定时限', en: 'statutory limit' },
  step: { zh: '环节时限', en: 'step limit' },
  notice: { zh: '告知时限', en: 'limit for the notice' },
  delivery: { zh: '送达期限', en: 'limit for delivery' },
};

const STARTS: Record<StartedBy, Words> = {
  acceptance: { zh: '受理', en: 'acceptance' },
  receipt: { zh: '收件', en: 'receipt' },
  'deemed-acceptance': { zh: '收件（逾期未告知，视为受理）', en: 'receipt (deemed acceptance, no notice in time)' },
  step: { zh: '环节开始', en: 'the start of the step' },
  decision: { zh: '准予决定', en: 'the decision to grant' },
};

/** `承诺时限 10 个工作日，经批准延长 5 个工作日，自2018年10月17日受理起算` */
export function reasonWords(clock: Clock, { profile }: Standards): Words {
  const noticeDays = profile.rules['T-NOTICE-LATE'].params.days ?? 5;
  const limit = clock.kind === 'notice' ? ({ amount: noticeDays, unit: 'workingDay' } as const) : clock.limit;
  if (!limit) return { zh: '信息源申报的承诺办结时间', en: 'the date promised by the source' };
  const byMoment = clock.counted?.mode === 'moment';
  const [kind, start] = [KINDS[clock.kind], STARTS[clock.startedBy]];
  const day = byMoment ? timeWords(clock.startedAt) : dayWords(clock.startedAt);
  const amount = amountWords(limit.amount, limit.unit);
  const more = amountWords(clock.extension, limit.unit);
  return {
    zh: `${kind.zh} ${amount.zh}${clock.extension > 0 ? `，经批准延长 ${more.zh}` : ''}，自${day.zh}${start.zh}起算${byMoment ? '，按办公时间累计' : ''}`,
    en: `${kind.en} of ${amount.en}${clock.extension > 0 ? `, extended by ${more.en}` : ''}, from ${start.en} on ${day.en}${byMoment ? ', in office time' : ''}`,
  };
}

/** A clause without unit and item, which the reader sets before it, and without full stop. */
function observedWords({ rule, clock, raisedAt, dueAt }: Finding, facts: CaseFacts, setting: RuleSetting): Words {
  const by = timeWords(raisedAt);
  if (rule === 'T-NOTICE-LATE')
    return {
      zh: `截至${by.zh}没有受理、不予受理、补正告知或者办结的记录，自收件之日起视为受理`,
      en: `no acceptance, refusal, request for supplements or end on record by ${by.en}; deemed accepted from receipt`,
    };
  const near = reminderWords(rule, clock, setting);
  if (near) return { zh: `截至${by.zh}尚未办结，${near.zh}`, en: `not decided by ${by.en}, ${near.en}` };
  const far = farWords(rule, clock, setting);
  const done = doneWords(clock, facts);
  if (clock.finishedAt === undefined)
    return { zh: `截至${by.zh}仍未${done.zh}${far.zh}`, en: `not ${done.en} by ${by.en}${far.en}` };
  const [finished, due] = [timeWords(clock.finishedAt), timeWords(dueAt)];
  return {
    zh: `${done.zh}于${finished.zh}，晚于${due.zh}${far.zh}`,
    en: `${done.en} at ${finished.en}, after ${due.en}${far.en}`,
  };
}

/** What stopped the clock, or would have. */
function doneWords(clock: Clock, { end }: CaseFacts): Words {
  if (clock.kind === 'step') return { zh: '完成', en: 'completed' };
  if (clock.kind === 'delivery') return { zh: '送达', en: 'delivered' };
  return endWords(clock.finishedAt === undefined ? undefined : end?.type);
}
