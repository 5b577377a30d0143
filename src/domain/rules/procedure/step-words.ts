/**
 * What steps are, by the words of their names: guides name them freely, and no register tells their kinds. Where a name
 * leaves it open, it is read so that nothing is found.
 */

/** The whole name: 受理审查 reviews besides, 核准登记 decides. */
const OPENING =
  /^(?=.*(?:收件|接件|登记|受理|申请))(?:窗口|网上|线上|综合|统一|收件|接件|登记|受理|申请|材料|及|和|与|\s)+$/u;
const DECISION = /(?<!受理)决定|办结/u;
const AFTER_DECISION =
  /制证|打证|缮证|出证|发证|颁证|领证|取件|送达|寄送|邮寄|发放|颁发|核发|公示|公告|公开|归档|存档|立卷/u;
const BEFORE_ACCEPTANCE = /预审|接件|收件|申请|登记|受理|核验|补正/u;
const APPROVAL = /批准|审批|审定|签发|决定|核准/u;
const HANDLING = /审查|审核|初审|承办|办理|踏勘/u;
const BESIDE = /核查|踏勘|勘验|勘查|检验|检测|检疫|鉴定|评审|论证|听证|公示|公告|征求意见|会签/u;

/** 收件、受理: what the receipt or the acceptance of the case reports. */
export const isOpeningStep = (name: string): boolean => OPENING.test(name);
/** 决定、办结: what the decision of the case reports. */
export const isDecisionStep = (name: string): boolean => DECISION.test(name);
/** 制证、送达、公示、归档: comes once the case is decided. */
export const isStepAfterDecision = (name: string): boolean => AFTER_DECISION.test(name);
/** 预审、收件、补正: leads to the acceptance. */
export const isStepBeforeAcceptance = (name: string): boolean => BEFORE_ACCEPTANCE.test(name);
/** 批准、审批、签发 */
export const isApprovalStep = (name: string): boolean => APPROVAL.test(name);
/** 审查、审核、承办 */
export const isHandlingStep = (name: string): boolean => HANDLING.test(name);
/** 现场核查、专家评审、征求意见: done while another step goes on. */
export const isStepBeside = (name: string): boolean => BESIDE.test(name);
