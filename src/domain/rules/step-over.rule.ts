import { type Rule, breach, breachAhead } from '../finding.js';

/** 环节时限届满: a step's own limit passed (contract §5). One breach for each occurrence of the step. */
export const stepOver: Rule = {
  code: 'T-STEP-OVER',
  category: 'time',
  level: 'yellow',
  mode: 'automatic',
  name: { zh: '超过环节时限', en: 'Step limit exceeded' },
  description: { zh: '环节时限届满仍未完成', en: "A step's own limit has passed" },
  basis: ['办事指南公布的环节时限'],
  needs: ['step.started', 'item.steps.limit'],
  shows: { zh: '环节到期时间、完成时间、逐日计算', en: "the step's due instant, its end, day by day" },
  params: {},
  examine: ({ facts, clocks }) =>
    clocks
      .filter((c) => c.kind === 'step')
      .flatMap((c) => breach('T-STEP-OVER', `T-STEP-OVER|${c.step}|${c.startedAt}`, c, facts.asOf) ?? []),
  next: ({ facts, clocks }) => clocks.filter((c) => c.kind === 'step').flatMap((c) => breachAhead(c, facts.asOf)),
};
