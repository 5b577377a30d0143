import { type ActRule, cannotJudge, FINE, found } from '../../review/rule.js';
import { byRow, isInForce, isUntold, tierOf } from './applied.js';
import { HEAD } from './head.js';
import { nameOf } from './tier-words.js';

/** 裁量基准未登记. */
export const rowUnknown: ActRule = {
  ...HEAD,
  code: 'D-ROW-UNKNOWN',
  name: { zh: '适用的裁量基准未登记', en: 'The benchmark applied is not registered' },
  description: {
    zh: '决定适用的裁量基准，事项公布的裁量基准中没有',
    en: 'The decision applies a benchmark that is not among those published for the item',
  },
  basis: [...HEAD.basis, '《行政处罚法》第三十四条（行政处罚）'],
  needs: ['item.discretion', 'discretion.benchmark', 'case.decided.discretion'],
  shows: { zh: '决定适用的基准和事项公布的基准', en: 'the benchmark applied and those published for the item' },
  examine: (act, seen) =>
    isUntold(act, seen)
      ? cannotJudge('case.decided.discretion')
      : byRow(act, seen, ({ row, named }) => {
          if (row) return FINE;
          const rows = seen.item?.guide?.discretion ?? [];
          const published = rows.map(nameOf).join('、');
          return found({
            expected: {
              zh: `适用事项公布的裁量基准（${rows.length} 项）`,
              en: `a benchmark published for the item (${rows.length} in all)`,
            },
            observed: { zh: `适用“${named}”，未在其中登记`, en: `“${named}” was applied, which is not among them` },
            itemText: rows.length > 0 ? `裁量基准：${published}` : '裁量基准：无',
          });
        }),
};

/** 裁量基准在决定之日未施行或者已失效; whether an older one rightly applies (从旧兼从轻) is for a person to see. */
export const rowExpired: ActRule = {
  ...HEAD,
  code: 'D-ROW-EXPIRED',
  name: { zh: '裁量基准在决定之日不在有效期内', en: 'The benchmark was not in force on the day of the decision' },
  description: {
    zh: '决定之日早于裁量基准的施行日期，或者晚于失效日期；依法适用旧基准的，由人核实',
    en: 'The decision was made before the benchmark came into force or after it ended; an older one may rightly apply',
  },
  needs: ['item.discretion', 'discretion.benchmark'],
  shows: {
    zh: '决定日期和基准的有效期',
    en: 'the day of the decision and the days on which the benchmark is in force',
  },
  examine: (act, seen) =>
    byRow(act, seen, ({ row, day }) => {
      if (!row || isInForce(row, day)) return FINE;
      const { from, until, basis } = row;
      return found({
        expected: { zh: `适用在 ${day} 有效的裁量基准`, en: `a benchmark in force on ${day}` },
        observed: {
          zh: `${day} 的决定适用“${nameOf(row)}”，其有效期${from ? `自 ${from} 起` : ''}${until ? `至 ${until} 止` : ''}`,
          en: `“${nameOf(row)}” was applied on ${day}; it is in force${from ? ` from ${from}` : ''}${until ? ` until ${until}` : ''}`,
        },
        itemText: [nameOf(row), basis && `依据：${basis}`].filter(Boolean).join('，'),
      });
    }),
};

/** 裁量阶次未登记. */
export const tierUnknown: ActRule = {
  ...HEAD,
  code: 'D-TIER-UNKNOWN',
  name: { zh: '适用的裁量阶次未登记', en: 'The tier applied is not registered' },
  description: {
    zh: '决定适用的阶次，裁量基准中没有',
    en: 'The decision applies a tier that the benchmark does not have',
  },
  needs: ['item.discretion', 'discretion.benchmark', 'discretion.tier'],
  shows: { zh: '决定适用的阶次和基准列明的阶次', en: 'the tier applied and those of the benchmark' },
  examine: (act, seen) =>
    byRow(act, seen, ({ row, discretion }) => {
      if (!row) return FINE;
      const tier = tierOf(row, discretion);
      if (tier) return 'missing' in tier ? [tier] : FINE;
      const tiers = row.tiers.map(nameOf);
      return found({
        expected: {
          zh: `适用“${nameOf(row)}”列明的阶次：${tiers.join('、')}`,
          en: `a tier of “${nameOf(row)}”: ${tiers.join(', ')}`,
        },
        observed: {
          zh: `适用阶次“${String(discretion.tier)}”，未在其中列明`,
          en: `tier “${String(discretion.tier)}” was applied, which is not among them`,
        },
        itemText: `${nameOf(row)}：${tiers.join('、')}`,
      });
    }),
};
