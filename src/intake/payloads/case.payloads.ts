import { CHANNELS, DECISION_OUTCOMES } from '../../domain/event.js';
import { Facts, Flag, Moment, Nested, OneOf, Optional, Scalar, Text } from './members.js';

/** 申请人: stored masked. `kind` as the source names it (自然人, 企业法人, …). */
export class Applicant {
  @Optional() @Text(32) kind?: string;
  @Optional() @Text(200) name?: string;
  @Optional() @Text(64) idNumber?: string;
}

export class CaseReceived {
  @Text(64) item: string;
  @Text(64) org: string;
  @Optional() @Text(64) window?: string;
  @Optional() @Text(64) officer?: string;
  @Optional() @OneOf(CHANNELS) channel?: string;
  @Optional() @Nested() applicant?: Applicant;
}

export class CaseAccepted {
  @Text(64) item: string;
  @Text(64) org: string;
  @Optional() @Text(100) receiptNo?: string;
  @Optional() @Moment() promiseDate?: string;
  @Optional() @Text(64) officer?: string;
  @Optional() @Text(64) window?: string;
}

export class CaseNotAccepted {
  @Text(4000) reason: string;
  @Optional() @Flag() remediesTold?: boolean;
  @Optional() @Text(100) documentNo?: string;
}

/** 自由裁量: which standard and tier was applied to which facts, and the value that came out. */
export class Discretion {
  @Optional() @Text(100) benchmark?: string;
  @Optional() @Scalar(100) tier?: string | number | boolean;
  @Optional() @Facts() facts?: Record<string, string | number | boolean>;
  @Optional() @Scalar(1000) value?: string | number | boolean;
  @Optional() @Text(4000, 0) justification?: string;
}

export class CaseDecided {
  @OneOf(DECISION_OUTCOMES) outcome: string;
  @Optional() @Text(4000, 0) reason?: string;
  @Optional() @Flag() remediesTold?: boolean;
  @Optional() @Text(100) documentNo?: string;
  @Optional() @Nested() discretion?: Discretion;
  @Optional() @Text(64) officer?: string;
}

/** 撤回 and 终止. */
export class CaseEnded {
  @Optional() @Text(4000, 0) reason?: string;
}
