import type { Limit } from '../../standards.js';
import { type ActRule, FINE, found } from '../../review/rule.js';
import { plural } from '../deadline.js';

/** 环节时限之和超过承诺时限: the item cannot be kept even where every step keeps its own limit. */
export const stepTotal: ActRule = {
  code: 'T-STEP-TOTAL',
  category: 'time',
  level: 'reminder',
  mode: 'hint',
  name: { zh: '环节时限之和超过承诺时限', en: 'Limits of the steps add up to more than the promise' },
  description: {
    zh: '受理时，事项各环节时限之和（工作日）大于承诺时限（工作日）；联合办理的各单位同时办理，不适用',
    en: 'At acceptance the limits of the item’s steps add up to more working days than it promises; not of items that several units handle at the same time',
  },
  basis: ['办事指南公布的环节时限和承诺时限', '《优化营商环境条例》第三十六条'],
  needs: ['item.steps', 'item.promised'],
  shows: { zh: '各环节时限、合计和承诺时限', en: 'the limits of the steps, their sum, the promised limit' },
  params: {},
  on: ['case.accepted'],
  examine(act, seen) {
    const { item } = seen;
    if (!item || seen.first('case.accepted') !== act || item.kind === 'instant') return FINE;
    // Units that work at the same time need no more days than the slowest of them.
    if (item.guide?.handling?.kind === 'joint') return FINE;
    const limits = item.steps.flatMap(({ name, limit }) => (limit ? [{ name, limit }] : []));
    const { promised } = item;
    if (!promised || ![promised, ...limits.map((s) => s.limit)].every(inWorkingDays)) return FINE;
    const total = limits.reduce((sum, { limit }) => sum + limit.amount, 0);
    if (total <= promised.amount) return FINE;
    const sum = `${limits.map((s) => s.limit.amount).join(' + ')} = ${total}`;
    return found({
      expected: {
        zh: `各环节时限之和不超过承诺时限 ${promised.amount} 个工作日`,
        en: `limits of the steps within the promised ${plural(promised.amount, 'working day')}`,
      },
      observed: {
        zh: `${limits.length} 个环节的时限合计 ${total} 个工作日`,
        en: `the limits of ${plural(limits.length, 'step')} add up to ${plural(total, 'working day')}`,
      },
      itemText: limits.map(({ name, limit }) => `${name} ${limit.amount} 个工作日`).join('；'),
      arithmetic: [{ zh: `${sum}（个工作日）> ${promised.amount}`, en: `${sum} (working days) > ${promised.amount}` }],
    });
  },
};

const inWorkingDays = ({ unit }: Limit): boolean => unit === 'workingDay';
