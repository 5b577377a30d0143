import { applicantOf } from './people.js';
import { DAY, dayOf, type Instant, rfc3339 } from '../domain/instant.js';
import type { CasePlan, EventData } from './case-plan.js';

/** What the events of a case say. */

const REVIEWED = ['材料齐全，符合法定形式，拟同意', '经审查符合规定条件，拟同意', '现场情况与申请材料一致，拟同意'];
const INVESTIGATED = ['事实清楚，证据确凿', '程序合法，适用基准适当', '已听取陈述和申辩，拟按基准决定'];
const REFUSED = ['不符合规定的条件：场所面积不足', '不符合规定的条件：人员资格不符', '不符合规定的条件：与规划不符'];
const NOT_ACCEPTED = ['申请事项依法不属于本机关职权范围', '申请事项依法不需要取得行政许可'];
const WITHDRAWN = ['申请人变更经营场所', '申请人主动撤回申请', '申请人补充准备后再行申请'];

const number = (plan: CasePlan): string => plan.start.caseNo.slice(plan.start.caseNo.lastIndexOf('-') + 1);
const yearOf = (at: Instant): number => new Date(dayOf(at) * DAY).getUTCFullYear();

export function received(plan: CasePlan): EventData {
  const { item, org, place, channel, random } = plan.start;
  const isOpened = item.handling.isPenalty;
  const counter =
    channel === 'window'
      ? { window: windowOf(plan), officer: plan.officer() }
      : isOpened
        ? { officer: plan.officer() }
        : {};
  const applicant = applicantOf(random, item.handling.serves, place.region.name);
  return { item: item.code, org, channel, ...counter, applicant };
}

export function accepted(plan: CasePlan, at: Instant, promiseDate: Instant | undefined): EventData {
  const { item, org } = plan.start;
  return {
    item: item.code,
    org,
    receiptNo: `${item.handling.isPenalty ? '演立' : '演受'}〔${yearOf(at)}〕${number(plan)}号`,
    ...(promiseDate !== undefined && { promiseDate: rfc3339(promiseDate) }),
    officer: plan.officer(),
  };
}

export const notAccepted = (plan: CasePlan): EventData => ({
  reason: plan.random.pick(NOT_ACCEPTED),
  remediesTold: true,
  documentNo: `演不受〔${yearOf(plan.start.receivedAt)}〕${number(plan)}号`,
});

export const requested = (plan: CasePlan): EventData => ({
  materials: materialsOf(plan).slice(0, plan.random.whole(1, 2)),
  officer: plan.officer(),
});

export const supplied = (plan: CasePlan): EventData => ({ materials: materialsOf(plan).slice(0, 1) });

export const stepStarted = (step: string, officer: string): EventData => ({ step, officer });

export const stepCompleted = (plan: CasePlan, step: string, officer: string): EventData => ({
  step,
  officer,
  outcome: 'approve',
  opinion: plan.random.pick(plan.start.item.handling.isPenalty ? INVESTIGATED : REVIEWED),
});

export function decided(plan: CasePlan, at: Instant, refused: boolean): EventData {
  const document = (kind: string): string => `${kind}〔${yearOf(at)}〕${number(plan)}号`;
  if (refused) {
    const why = { reason: plan.random.pick(REFUSED), remediesTold: true, documentNo: document('演不许') };
    return { outcome: 'refused', ...why, officer: plan.officer() };
  }
  const kind = plan.start.item.handling.isPenalty ? '演罚' : '演许';
  return { outcome: 'granted', documentNo: document(kind), officer: plan.officer() };
}

export const ended = (plan: CasePlan, withdrawn: boolean): EventData => ({
  reason: withdrawn ? plan.random.pick(WITHDRAWN) : '申请人主体资格终止',
});

function windowOf({ start, random }: CasePlan): string {
  return `${start.place.region.code}-zwzx-w${String(random.whole(1, 6)).padStart(2, '0')}`;
}

function materialsOf({ start }: CasePlan): string[] {
  const named = (start.item.body.materials ?? []).map((material) => (material as { name?: unknown }).name);
  return named.filter((name): name is string => typeof name === 'string');
}
