import type { GuidedItem } from './guide.js';

/** The words by which a step is known: guides name their steps freely. */
const OPENING = ['收件', '接件', '登记', '受理', '申请'];
const PLACES = ['窗口', '网上', '线上', '综合', '统一', '材料', '及', '和', '与'];
const AFTER =
  '制证 打证 缮证 出证 发证 颁证 领证 取件 送达 寄送 邮寄 发放 颁发 核发 公示 公告 公开 归档 存档 立卷'.split(' ');
const LEADING = '预审 接件 收件 申请 登记 受理 核验 补正'.split(' ');
const APPROVAL = '批准 审批 审定 签发 决定 核准'.split(' ');
const HANDLING = '审查 审核 初审 承办 办理 踏勘'.split(' ');
const SIDE = '核查 踏勘 勘验 勘查 检验 检测 检疫 鉴定 评审 论证 听证 公示 公告 征求意见 会签'.split(' ');

const says =
  (words: readonly string[]) =>
  (name: string): boolean =>
    words.some((word) => name.includes(word));

export const leadsToAcceptance = says(LEADING);
export const approves = says(APPROVAL);
export const handles = says(HANDLING);
export const isAtTheSide = says(SIDE);

/** Nothing but the receipt or the acceptance: 窗口收件, but not 受理审查. */
export const opens = (name: string): boolean =>
  says(OPENING)(name) && [...OPENING, ...PLACES].reduce((rest, word) => rest.replaceAll(word, ' '), name).trim() === '';

export const decides = (name: string): boolean => says(['决定', '办结'])(name.replaceAll('受理决定', '受理'));

/** 制证、送达, or whatever the guide lists after its decision. */
export function comesAfterDecision(item: GuidedItem | undefined, name: string): boolean {
  const names = (item?.steps ?? []).map((step) => step.name);
  const decision = names.findLastIndex(decides);
  return says(AFTER)(name) || (decision !== -1 && names.indexOf(name) > decision);
}
