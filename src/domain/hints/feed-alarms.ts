import type { RuleInWords } from './hint.js';

/** 信息源静默: an alarm of the feed itself, not a hint (`sources/feed-health`); named here so that the rule book is whole. */
export const silentFeed: RuleInWords = {
  code: 'Q-SILENT',
  category: 'feed',
  name: { zh: '信息源静默', en: 'Silent source' },
  description: {
    zh: '实时窗口在办公时间内久无报送；作为信息源异常报给监察人员，其办件只判到最后一次报送',
    en: 'A live window has long reported nothing in office hours; an alarm of the source, its cases are judged no further',
  },
  basis: ['监察数据应当真实、实时、完整、准确（本系统约定）'],
  needs: ['source'],
  shows: { zh: '信息源、最后一次报送', en: 'the source and when it reported last' },
  params: { hours: { value: 7, unit: 'hour', min: 1, max: 168, source: '本系统约定：一个工作日的办公时间' } },
};

/** 水位落后. */
export const feedBehind: RuleInWords = {
  code: 'Q-BEHIND',
  category: 'feed',
  name: { zh: '信息源水位落后', en: 'Watermark behind its rhythm' },
  description: {
    zh: '申报型信息源没有按约定的节奏推进水位；作为信息源异常报给监察人员，不影响被监察单位',
    en: 'A declared source does not move its watermark at its agreed rhythm; an alarm of the source, no department is touched',
  },
  basis: ['监察数据应当真实、实时、完整、准确（本系统约定）'],
  needs: ['feed.watermark'],
  shows: { zh: '信息源、水位、约定的节奏', en: 'the source, its watermark and the agreed rhythm' },
  params: {
    percent: { value: 150, unit: 'percent', min: 100, max: 1_000, source: '本系统约定：节奏的一倍半' },
  },
};
