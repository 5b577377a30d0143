import type { Instant } from '../instant.js';
import type { HintRule } from './hint.js';

/** A run of numbers that a source has passed over, as last looked at. */
export interface SequenceGap {
  /** Name of the feed, and the CloudEvents `source` that numbers. */
  readonly feed: string;
  readonly source: string;
  readonly first: number;
  readonly last: number;
  /** When the gap was first seen, and when it was looked at last. */
  readonly since: Instant;
  readonly until: Instant;
}

/** A gap that fills within this many minutes was only out of order. */
export const GAP_PATIENCE_MINUTES = 10;

/** 报送序号缺口: numbers of a source's own `sequence` that never came. It concerns the source, not a department. */
export const sequenceGap: HintRule<SequenceGap> = {
  code: 'Q-SEQUENCE-GAP',
  category: 'feed',
  name: { zh: '报送序号有缺口', en: 'Gap in the numbering of a source' },
  description: {
    zh: `信息源自己的序号（扩展属性 sequence）中间有缺，且 ${GAP_PATIENCE_MINUTES} 分钟内没有补齐`,
    en: `Numbers of the source's own sequence (extension attribute) are missing and did not come within ${GAP_PATIENCE_MINUTES} minutes`,
  },
  basis: ['CloudEvents sequence 扩展'],
  needs: ['sequence'],
  shows: { zh: '信息源、缺的序号', en: 'the source and the missing numbers' },
  params: { minutes: { value: GAP_PATIENCE_MINUTES, unit: 'minute', min: 1, max: 1_440, source: '本系统约定' } },
  examine: (gaps) =>
    gaps
      .filter(({ since, until }) => until - since >= GAP_PATIENCE_MINUTES * 60_000)
      .map(({ feed, source, first, last, since, until }) => ({
        rule: 'Q-SEQUENCE-GAP',
        key: `${feed}|${source}|${first}|${last}`,
        org: null,
        item: null,
        from: since,
        before: until + 1,
        expected: { zh: '序号连续', en: 'consecutive numbers' },
        observed: {
          zh: `${feed}（${source}）缺 ${spanText(first, last)}，共 ${last - first + 1} 个`,
          en: `${feed} (${source}) lacks ${spanText(first, last)}, ${last - first + 1} in all`,
        },
        arithmetic: [],
        cases: [],
      })),
};

const spanText = (first: number, last: number): string => (first === last ? `${first}` : `${first}–${last}`);
