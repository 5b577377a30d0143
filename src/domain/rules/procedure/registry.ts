import type { ReviewRule } from '../../review/rule.js';
import { afterEnd } from './after-end.rule.js';
import { extensionLate } from './extension-late.rule.js';
import { extensionForm, extensionNotice, extensionTwice } from './extension.rules.js';
import { jointAlone } from './joint-alone.rule.js';
import { pauseBasis, pauseNotice, pauseUnlisted } from './pause.rules.js';
import { sameOfficer } from './same-officer.rule.js';
import { siteOne } from './site-one.rule.js';
import { stepOrder } from './step-order.rule.js';
import { stepReturned } from './step-returned.rule.js';
import { stepSkipped } from './step-skipped.rule.js';
import { decidedUnaccepted, stepEarly } from './unaccepted.rules.js';
import { visitsOver } from './visits-over.rule.js';

/** 流程: the steps in their order, acceptance and end, special procedures, extensions, joint handling, visits. */
export const PROCEDURE_RULES: readonly ReviewRule[] = [
  stepSkipped,
  stepOrder,
  stepReturned,
  stepEarly,
  decidedUnaccepted,
  afterEnd,
  sameOfficer,
  siteOne,
  pauseUnlisted,
  pauseBasis,
  pauseNotice,
  extensionForm,
  extensionNotice,
  extensionLate,
  extensionTwice,
  jointAlone,
  visitsOver,
];
