import { DAY, HOUR, type Instant, MINUTE } from '../domain/instant.js';
import type { CasePlan } from './case-plan.js';

const COMMENTS = ['窗口服务很好', '办得很快', '一次办成', '等候时间较长'];
/** How often people give each level, 1 (very satisfied) first, by thousands. */
const LEVELS = [870, 980, 994, 998, 1_000];

/** What follows a decision: delivery, fee, rating, now and then a complaint. */
export function follow(plan: CasePlan, decidedAt: Instant): void {
  const { random, office } = plan;
  const { item, channel } = plan.start;
  const decided = office.timeAt(decidedAt);
  if (item.handling.isPenalty) {
    const time = office.roomFor(decided + random.between(0.1, 2) * office.dayLength, 20 * MINUTE);
    return void plan.do(time, 'licence.delivered', { method: random.chance(0.6) ? '直接送达' : '邮寄送达' });
  }
  // An item whose guide names a result delivers it nearly always.
  const delivers = (item.body as { result?: unknown }).result === undefined ? 0.45 : 0.998;
  if (item.pace === 'days' && random.chance(delivers)) {
    const time = office.roomFor(decided + random.next() * 2 * office.dayLength, 20 * MINUTE);
    plan.do(time, 'licence.delivered', { method: random.chance(0.4) ? '窗口领取' : '邮寄' });
  }
  const [fee] = (item.body.fees ?? []) as { code?: string; standard?: string }[];
  const amount = fee?.standard?.match(/^\d+/)?.[0];
  if (fee?.code && amount && random.chance(0.8))
    plan.at(decidedAt + random.whole(1, 20) * MINUTE, 'fee.charged', {
      feeItem: fee.code,
      amount: `${amount}.00`,
      receivable: `${amount}.00`,
    });
  if (channel === 'window' && (item.body.maxVisits ?? 1) > 0 && random.chance(0.15))
    plan.at(plan.start.receivedAt, 'visit.made', { window: String(plan.events[0]?.data['window']) });
  if (random.chance(0.15)) rate(plan, decidedAt + random.whole(2, 180) * MINUTE);
  if (random.chance(0.0004)) complain(plan, decidedAt + random.whole(2, 40) * HOUR);
}

function rate(plan: CasePlan, at: Instant): void {
  const { random, office } = plan;
  const drawn = random.whole(1, 1_000);
  const level = LEVELS.findIndex((sum) => drawn <= sum) + 1;
  const comment = random.chance(0.3)
    ? { comment: level > 2 ? COMMENTS.at(-1) : random.pick(COMMENTS.slice(0, 3)) }
    : {};
  plan.at(at, 'rating.given', { level, active: random.chance(0.6), ...comment });
  if (level < 4) return;
  // Within the working day, and put right within five.
  const contacted = office.timeAt(at) + random.whole(1, 5) * HOUR;
  plan.do(contacted, 'rating.followed-up', { action: 'contacted' });
  plan.do(contacted + random.between(0.3, 3) * office.dayLength, 'rating.followed-up', { action: 'rectified' });
}

function complain(plan: CasePlan, at: Instant): void {
  const { random, office } = plan;
  const complaint = { complaintNo: `TS-${plan.start.caseNo}` };
  plan.at(at, 'complaint.filed', { ...complaint, about: '窗口服务', text: '两次到窗口均被告知材料不全（演示）' });
  const accepted = office.roomFor(office.timeAt(at) + random.whole(2, 6) * HOUR, 30 * MINUTE);
  plan.do(accepted, 'complaint.accepted', complaint);
  plan.do(accepted + office.dayLength, 'complaint.answered', { ...complaint, text: '已核实并说明（演示）' });
  const outcome = random.chance(0.3) ? 'complaint.upheld' : 'complaint.dismissed';
  plan.at(office.instantOf(accepted + office.dayLength) + DAY, outcome, { ...complaint, text: '调查终结（演示）' });
}
