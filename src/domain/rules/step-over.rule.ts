import { type Rule, breach, breachAhead } from '../finding.js';

/** 环节时限届满: a step's own limit passed (contract §5). One breach for each occurrence of the step. */
export const stepOver: Rule = {
  code: 'T-STEP-OVER',
  description: { zh: '环节时限届满仍未完成', en: "A step's own limit has passed" },
  examine: ({ facts, clocks }) =>
    clocks
      .filter((c) => c.kind === 'step')
      .flatMap((c) => breach('T-STEP-OVER', `T-STEP-OVER|${c.step}|${c.startedAt}`, c, facts.asOf) ?? []),
  next: ({ facts, clocks }) => clocks.filter((c) => c.kind === 'step').flatMap((c) => breachAhead(c, facts.asOf)),
};
