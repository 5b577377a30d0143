import { RULE_CODES } from '../domain/standards.js';
import type { CardTotals } from './api.js';
import type { Done } from './bulk.js';
import type { Sent } from './posting.js';

/** Rejections that are listed one by one. */
const LISTED = 20;

/** The summary for people. */
export function shownResult(sent: Sent, { cases, events }: Done, seconds: number, totals: CardTotals): string[] {
  const { rules, levels } = totals;
  const rate = Math.round(sent.events / Math.max(seconds, 0.001));
  const listed = sent.unexpected
    .slice(0, LISTED)
    .map(({ id, reason, member, detail }) => `  ${id} ${reason} ${member ?? ''} ${detail ?? ''}`.trimEnd());
  return [
    `办件 cases ${cases} · 事件 events ${events} · ${seconds.toFixed(1)} s · ${rate} events/s`,
    `接受 accepted ${sent.accepted} · 重复 duplicates ${sent.duplicates} · 有意的错误被拒收 rejected as intended ${sent.refused}`,
    ...(sent.unexpected.length > 0 ? [`意外拒收 rejected unexpectedly ${sent.unexpected.length}`, ...listed] : []),
    '此期间系统中的牌 cards of the period, by the server:',
    ...RULE_CODES.map((rule) => `  ${rule.padEnd(16)} ${rules[rule]}`),
    `  预警和黄牌 warnings ${levels.reminder + levels.yellow} (${levels.reminder} + ${levels.yellow}) · 红牌 red ${levels.red}`,
  ];
}
