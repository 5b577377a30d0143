import { type Rule, breach, breachAhead } from '../finding.js';

/** 法定时限届满仍未办结: the statutory due instant passed while the case ran (contract §5). */
export const statuteOver: Rule = {
  code: 'T-STATUTE-OVER',
  description: { zh: '法定时限届满仍未办结', en: 'The statutory limit has passed' },
  examine({ facts, clocks }) {
    const clock = clocks.find((c) => c.kind === 'statutory');
    const finding = clock && breach('T-STATUTE-OVER', 'T-STATUTE-OVER', clock, facts.asOf);
    return finding ? [finding] : [];
  },
  next: ({ facts, clocks }) => clocks.filter((c) => c.kind === 'statutory').flatMap((c) => breachAhead(c, facts.asOf)),
};
