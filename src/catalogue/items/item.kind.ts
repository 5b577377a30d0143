import type { Limit } from '../../domain/standards.js';
import type { KindRules } from '../kinds/kind.js';
import { remark, sameWords } from '../kinds/kind.js';
import { implementationRemarks } from '../kinds/code-checks.js';
import type { ItemBody } from './item.js';
import { guideWarnings } from './item.guide.js';
import { isItemCode, readItem } from './item.reader.js';

/** 事项（实施清单） */
export const ITEM_KIND: KindRules = {
  kind: 'items',
  read: (code, value) => {
    if (!isItemCode(code)) return { faults: [remark('code', '应为不含空白的编码', 'must be a code without blanks')] };
    const reading = readItem(value);
    if ('faults' in reading) return reading;
    const { body, code: stated = code } = reading.draft;
    if (stated !== code) return { faults: [remark('code', `应为 ${code}`, `must be ${code}, as the path says`)] };
    return { body, name: sameWords(body.name), org: body.org };
  },
  faults: () => [],
  warnings: (code, body, { organisations }) => {
    const { org, promised, statutory } = body as ItemBody;
    return [
      ...implementationRemarks(code, 'code'),
      ...guideWarnings(body as ItemBody),
      ...(organisations.has(org)
        ? []
        : [remark('org', `机构登记中没有 ${org}`, `${org} is not in the register of organisations`)]),
      ...(promised && statutory && longer(promised, statutory)
        ? [remark('promised', '承诺时限长于法定时限', 'the promised limit is longer than the statutory one')]
        : []),
      ...(promised || statutory ? [] : [remark('', '没有时限：其办件不计时', 'has no limits: nothing can be overdue')]),
    ];
  },
};

/** Only where both count alike; days of one kind are not compared with days of another. */
const longer = (one: Limit, other: Limit): boolean =>
  one.unit === other.unit && (one.from ?? 'acceptance') === (other.from ?? 'acceptance') && one.amount > other.amount;
