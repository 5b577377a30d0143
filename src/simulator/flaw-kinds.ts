/** 裁量: how a decision may depart from its benchmark. */
export const DISCRETION_FLAWS = [
  'value-outside',
  'value-explained',
  'conditions-unmet',
  'row-expired',
  'below-floor',
  'kinds-combined',
  'unlike-peers',
] as const;
export type DiscretionFlaw = (typeof DISCRETION_FLAWS)[number];

/** 规则手册要发现的情形: what a case may lack that no time limit shows; each is found by one rule of the rule book. */
export const FLAWS = [
  'supplement-after',
  'no-reason',
  'no-remedies',
  'no-document',
  'no-receipt',
  'pause-unnoticed',
  'extension-untold',
  'step-skipped',
  'fee-over',
  'rating-ignored',
  'visit-again',
  ...DISCRETION_FLAWS,
] as const;
export type Flaw = (typeof FLAWS)[number];

/** The rule that finds it; `H-`: in many cases. */
export const FOUND_BY: Readonly<Record<Flaw, string>> = {
  'supplement-after': 'N-SUPPLEMENT-AFTER',
  'no-reason': 'C-REASON-MISSING',
  'no-remedies': 'C-REMEDY-MISSING',
  'no-document': 'C-DOCUMENT-MISSING',
  'no-receipt': 'N-RECEIPT-MISSING',
  'pause-unnoticed': 'P-PAUSE-NOTICE',
  'extension-untold': 'P-EXTEND-NOTICE',
  'step-skipped': 'P-STEP-SKIPPED',
  'fee-over': 'M-FEE-OVER',
  'rating-ignored': 'S-RATING-CONTACT',
  'visit-again': 'P-VISITS-OVER',
  'value-outside': 'D-VALUE-OUTSIDE',
  'value-explained': 'D-VALUE-EXPLAINED',
  'conditions-unmet': 'D-CONDITIONS',
  'row-expired': 'D-ROW-EXPIRED',
  'below-floor': 'D-BELOW-FLOOR',
  'kinds-combined': 'D-COMBINATION',
  'unlike-peers': 'H-LIKE-CASES',
};
