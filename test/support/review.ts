import type { ItemGuide } from '../../src/domain/item-guide.js';
import type { ReportedData, ReportedEvent } from '../../src/domain/review/reported-event.js';
import { type Review, reviewCase } from '../../src/domain/review/review.js';
import type { ReviewRule } from '../../src/domain/review/rule.js';
import type { Counting, ItemVersion, RuleProfile, RuleSetting, Standards } from '../../src/domain/standards.js';
import { liveCalendar, liveProfile } from './live-standards.js';

/** `2026-03-02 09:00` in Shanghai, with seconds (`09:00:30.500`) where they matter. */
export const shanghai = (text: string): number =>
  Date.parse(`${text.replace(' ', 'T')}${text.length > 16 ? '' : ':00'}+08:00`);

/** An event as stored: identity from its place in the case, recorded when it happened unless told otherwise. */
export function reported(
  type: ReportedEvent['type'],
  time: string,
  data: ReportedData = {},
  more: Partial<Pick<ReportedEvent, 'id' | 'source' | 'feed' | 'recordedAt' | 'receivedAt'>> = {},
): ReportedEvent {
  const at = shanghai(time);
  const filled = type === 'case.received' || type === 'case.accepted' ? { item: 'item', org: 'org', ...data } : data;
  const id = `${type} ${time} ${data.step ?? data.kind ?? data.feeItem ?? data.complaintNo ?? ''}`;
  return { source: 'window', id, feed: 1, type, at, recordedAt: at, receivedAt: at, data: filled, ...more };
}

/** 承诺件, 20 working days by law and 10 promised, unless told otherwise. */
export const reviewItem = (guide: ItemGuide = {}, more: Partial<ItemVersion> = {}): ItemVersion => ({
  id: 1,
  code: 'item',
  version: 1,
  name: '事项',
  org: 'org',
  kind: 'promised',
  statutory: { amount: 20, unit: 'workingDay' },
  promised: { amount: 10, unit: 'workingDay' },
  steps: [],
  pauses: [],
  guide,
  ...more,
});

/** A rule's own defaults, as a profile that changes nothing would set it. */
export const settingOf = (rule: ReviewRule, params: Readonly<Record<string, number>> = {}): RuleSetting => ({
  code: rule.code,
  version: '1',
  level: rule.level,
  mode: rule.mode,
  name: rule.name,
  basis: rule.basis,
  params: { ...Object.fromEntries(Object.entries(rule.params).map(([name, { value }]) => [name, value])), ...params },
});

export interface ReviewOptions {
  /** `null`: the item is not known. */
  readonly item?: ItemVersion | null;
  readonly params?: Readonly<Record<string, number>>;
  readonly counting?: Counting;
  /** In place of the rules' own defaults. */
  readonly profile?: RuleProfile;
  /** `2026-03-02 09:00`; by default far behind everything. */
  readonly asOf?: string;
}

/** The review of a case by these rules alone. */
export function reviewBy(
  rules: readonly ReviewRule[],
  events: readonly ReportedEvent[],
  { item = reviewItem(), params, counting, profile, asOf = '2026-12-01 09:00' }: ReviewOptions = {},
): Review {
  const book = Object.fromEntries(rules.map((rule) => [rule.code, settingOf(rule, params)]));
  const standards: Standards = {
    calendar: liveCalendar,
    profile: profile ?? { ...liveProfile, counting, book },
    itemAt: (code) => (code === 'item' ? (item ?? undefined) : undefined),
  };
  return reviewCase(events, standards, shanghai(asOf), rules, (rule, error) => {
    throw new Error(`${rule} threw`, { cause: error });
  });
}
