import { compare, type Decimal, decimalOf, decimalText, minus } from '../../decimal.js';
import { type ActRule, cannotJudge, FINE, found } from '../../review/rule.js';
import type { Words } from '../../wording.js';
import { byRow, tierOf } from './applied.js';
import { HEAD } from './head.js';
import { nameOf, tierText } from './tier-words.js';

const head = {
  ...HEAD,
  basis: [...HEAD.basis, '《民法典》第一千二百五十九条'],
} as const;

const difference = (more: Decimal, less: Decimal): Words => {
  const line = `${decimalText(more)} − ${decimalText(less)} = ${decimalText(minus(more, less))}`;
  return { zh: line, en: line };
};

/** 低于法定下限: only a mitigated tier (减轻) may lie below it, 从轻 may not. */
export const belowFloor: ActRule = {
  ...head,
  code: 'D-BELOW-FLOOR',
  name: { zh: '裁量值低于法定下限', en: 'The value is below the statutory minimum' },
  description: {
    zh: '裁量值低于法定幅度的下限，所适用的阶次不是减轻',
    en: 'The value is below the minimum set by law, and the tier applied is not a mitigated one',
  },
  needs: ['item.discretion', 'discretion.benchmark', 'discretion.tier', 'discretion.value'],
  shows: { zh: '裁量值、法定下限和差额', en: 'the value, the statutory minimum and the difference' },
  examine: (act, seen) =>
    byRow(act, seen, ({ row, discretion }) => {
      const floor = decimalOf(row?.statutory?.min);
      if (!row || !floor) return FINE;
      const value = decimalOf(discretion.value);
      if (!value) return cannotJudge('discretion.value');
      if (compare(value, floor) >= 0) return FINE;
      const tier = tierOf(row, discretion);
      // A tier that is not registered has a rule of its own, and nobody knows whether it mitigates.
      if (!tier) return FINE;
      if ('missing' in tier) return [tier];
      if (tier.mitigated) return FINE;
      const [given, least] = [decimalText(value), decimalText(floor)];
      return found({
        expected: {
          zh: `不低于法定下限 ${least}（适用减轻阶次的除外）`,
          en: `not below the statutory minimum of ${least}, except by a mitigated tier`,
        },
        observed: {
          zh: `裁量值 ${given}，适用“${nameOf(tier)}”阶次，不是减轻阶次`,
          en: `value ${given} by tier “${nameOf(tier)}”, which is not a mitigated one`,
        },
        itemText: tierText(row, tier),
        arithmetic: [difference(floor, value)],
      });
    }),
};

/** 高于法定上限: no tier may. */
export const aboveCeiling: ActRule = {
  ...head,
  code: 'D-ABOVE-CEILING',
  name: { zh: '裁量值高于法定上限', en: 'The value is above the statutory maximum' },
  description: { zh: '裁量值高于法定幅度的上限', en: 'The value is above the maximum set by law' },
  needs: ['item.discretion', 'discretion.benchmark', 'discretion.value'],
  shows: { zh: '裁量值、法定上限和差额', en: 'the value, the statutory maximum and the difference' },
  examine: (act, seen) =>
    byRow(act, seen, ({ row, discretion }) => {
      const ceiling = decimalOf(row?.statutory?.max);
      if (!row || !ceiling) return FINE;
      const value = decimalOf(discretion.value);
      if (!value) return cannotJudge('discretion.value');
      if (compare(value, ceiling) <= 0) return FINE;
      const [given, most] = [decimalText(value), decimalText(ceiling)];
      return found({
        expected: { zh: `不高于法定上限 ${most}`, en: `not above the statutory maximum of ${most}` },
        observed: { zh: `裁量值 ${given}`, en: `value ${given}` },
        itemText: [`${nameOf(row)}：法定上限 ${most}`, row.basis && `依据：${row.basis}`].filter(Boolean).join('，'),
        arithmetic: [difference(value, ceiling)],
      });
    }),
};
