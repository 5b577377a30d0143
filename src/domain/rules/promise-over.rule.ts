import { type Rule, breach, breachAhead } from '../finding.js';

/** 承诺时限届满仍未办结: the promised due instant passed while the case ran (contract §5). */
export const promiseOver: Rule = {
  code: 'T-PROMISE-OVER',
  description: { zh: '承诺时限届满仍未办结', en: 'The promised limit has passed' },
  examine({ facts, clocks }) {
    const clock = clocks.find((c) => c.kind === 'promised');
    const finding = clock && breach('T-PROMISE-OVER', 'T-PROMISE-OVER', clock, facts.asOf);
    return finding ? [finding] : [];
  },
  next: ({ facts, clocks }) => clocks.filter((c) => c.kind === 'promised').flatMap((c) => breachAhead(c, facts.asOf)),
};
