import type { Instant } from '../instant.js';
import { plural } from '../rules/deadline.js';
import { type HintRule, MAX_HINT_CASES } from './hint.js';

/** A code that cases name and no register knows. */
export interface UnknownCode {
  readonly kind: 'item' | 'org';
  readonly code: string;
  readonly org: string | null;
  readonly count: number;
  readonly first: Instant;
  readonly last: Instant;
  readonly cases: readonly string[];
}

const KINDS = { item: { zh: '事项编码', en: 'item' }, org: { zh: '机构代码', en: 'organisation' } } as const;

/** 未登记代码: what it stands for is never guessed; its cases have no limits and raise no card. */
export const unknownCode: HintRule<UnknownCode> = {
  code: 'Q-UNKNOWN-CODE',
  category: 'feed',
  name: { zh: '报送了未登记的代码', en: 'Codes that no register knows' },
  description: {
    zh: '办件所报的事项或者机构在目录中没有登记：没有时限可算，也无法研判',
    en: 'The item or organisation that cases name is not in the catalogue: there is no limit to count, nothing to judge',
  },
  basis: ['GB/T 39046-2020'],
  needs: ['case.received.item', 'case.received.org'],
  shows: { zh: '代码、件数、办件号', en: 'the code, how many cases, their numbers' },
  params: {},
  examine: (rows) =>
    rows.map(({ kind, code, org, count, first, last, cases }) => ({
      rule: 'Q-UNKNOWN-CODE',
      key: `${kind}|${code}|${org ?? ''}`,
      org,
      item: kind === 'item' ? code : null,
      from: first,
      before: last + 1,
      expected: { zh: `${KINDS[kind].zh}已登记`, en: `a registered ${KINDS[kind].en}` },
      observed: {
        zh: `${count} 件报送了未登记的${KINDS[kind].zh}“${code}”`,
        en: `${plural(count, 'case')} with the unregistered ${KINDS[kind].en} code “${code}”`,
      },
      arithmetic: [],
      cases: cases.slice(0, MAX_HINT_CASES),
    })),
};
