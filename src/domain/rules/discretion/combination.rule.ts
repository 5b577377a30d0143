import { withoutBlanks } from '../../review/plain-text.js';
import { type ActRule, cannotJudge, FINE, found } from '../../review/rule.js';
import { byRow } from './applied.js';
import { HEAD } from './head.js';
import { factOf } from './tier-value.js';
import { nameOf } from './tier-words.js';

/** How sources join the kinds of one decision (并处); full-width forms have become their common ones. */
const JOINTS = /[+,;、]/u;

/** 不得合并适用的种类. */
export const combination: ActRule = {
  ...HEAD,
  code: 'D-COMBINATION',
  name: { zh: '合并适用了不能合并的种类', en: 'Kinds were combined that the benchmark keeps apart' },
  description: {
    zh: '一个决定同时适用了裁量基准列明不能合并适用的种类',
    en: 'One decision applies kinds that the benchmark says are not combined',
  },
  needs: ['item.discretion', 'discretion.benchmark', 'discretion.facts.kind'],
  shows: { zh: '报送的种类和不能合并适用的种类', en: 'the kinds reported and those that are not combined' },
  examine: (act, seen) =>
    byRow(act, seen, ({ row, discretion }) => {
      const apart = row?.exclusive?.filter(({ length }) => length >= 2) ?? [];
      if (!row || apart.length === 0) return FINE;
      const kind = factOf(discretion, 'kind');
      if (kind === undefined) return cannotJudge('discretion.facts.kind');
      const kinds = new Set(withoutBlanks(String(kind)).split(JOINTS));
      const combined = apart.filter((values) => values.every((value) => kinds.has(withoutBlanks(value))));
      if (combined.length === 0) return FINE;
      const text = (link: string) => combined.map((values) => values.map((value) => `“${value}”`).join(link));
      return found({
        expected: {
          zh: `${text('与').join('；')}不在一个决定中合并适用`,
          en: `${text(' and ').join('; ')} not combined in one decision`,
        },
        observed: { zh: `适用种类：${String(kind)}`, en: `kinds applied: ${String(kind)}` },
        itemText: `${nameOf(row)}：${text('与').join('；')}不能合并适用`,
      });
    }),
};
