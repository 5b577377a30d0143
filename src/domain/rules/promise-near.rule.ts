import type { CaseFacts } from '../case-facts.js';
import { type Clock, promisedClock } from '../clock.js';
import type { Examined, Finding, Rule } from '../finding.js';
import { type Instant, dayOf } from '../instant.js';
import type { RuleSetting, Standards } from '../standards.js';

/**
 * 承诺时限将满: opening of business of the working day N working days before the promised due day, raised when that
 * moment comes while the case runs, never afterwards (contract §5).
 *
 * The due instant moves with pauses and extensions, so the moment is the one projected from the events known when it
 * comes: between two instants at which the projection changes it is constant.
 */
export const promiseNear: Rule = {
  code: 'T-PROMISE-NEAR',
  category: 'time',
  level: 'reminder',
  mode: 'automatic',
  name: { zh: '承诺时限将满', en: 'Promised limit near' },
  description: { zh: '距承诺时限届满不足规定的工作日数', en: 'The promised limit is near' },
  basis: ['《优化营商环境条例》第三十六条'],
  needs: ['case.accepted', 'item.promised'],
  shows: {
    zh: '承诺到期时间、剩余工作日、逐日计算',
    en: 'the promised due instant, the working days left, day by day',
  },
  params: {
    daysBefore: { value: 2, unit: 'workingDay', min: 0, max: 60, source: '湖南省电子监察产品规则说明：承诺时限前2天' },
    minimumDays: { value: 3, unit: 'workingDay', min: 1, max: 1_000, source: '本系统约定' },
  },
  examine(examined, setting) {
    const finding = firstComing(examined, setting);
    return finding ? [finding] : [];
  },
  next({ facts, clocks, standards }, setting) {
    const clock = clocks.find((c) => c.kind === 'promised');
    const moment = clock && facts.end === undefined ? momentOf(clock, setting, standards) : undefined;
    return moment !== undefined && moment > facts.asOf ? [moment] : [];
  },
};

function firstComing({ facts, clocks, standards }: Examined, setting: RuleSetting): Finding | undefined {
  const now = clocks.find((c) => c.kind === 'promised');
  if (!now?.limit || now.limit.unit !== 'workingDay') return undefined;
  const turns = projectionTurns(facts, now);
  for (const [i, from] of turns.entries()) {
    const clock =
      i === turns.length - 1 && now.pauses.length === 0 && now.extension === 0
        ? now
        : projectedAt(facts, from, standards);
    const moment = clock && momentOf(clock, setting, standards);
    if (!clock || moment === undefined || clock.dueAt === undefined) continue;
    const until = turns[i + 1] ?? Infinity;
    if (moment < from || moment >= until || moment > facts.asOf) continue;
    if (facts.end !== undefined && facts.end.at <= moment) continue;
    return { rule: 'T-PROMISE-NEAR', key: 'T-PROMISE-NEAR', raisedAt: moment, dueAt: clock.dueAt, clock };
  }
  return undefined;
}

/** The instants from which the projection of the due instant may differ. */
function projectionTurns(facts: CaseFacts, clock: Clock): Instant[] {
  const moving = facts.events.filter(
    (e) => e.type === 'pause.started' || e.type === 'pause.ended' || e.type === 'extension.granted',
  );
  const turns = moving.map((e) => e.at).filter((at) => at > clock.knownAt);
  return [clock.knownAt, ...new Set(turns)].sort((a, b) => a - b);
}

/** The promised clock as it stood at an earlier instant of the same case. */
function projectedAt(facts: CaseFacts, at: Instant, standards: Standards): Clock | undefined {
  const earlier = { ...facts, asOf: at, events: facts.events.filter((e) => e.at <= at), end: undefined };
  return promisedClock(earlier, standards);
}

function momentOf(clock: Clock, setting: RuleSetting, { calendar }: Standards): Instant | undefined {
  const { daysBefore = 2, minimumDays = 3 } = setting.params;
  if (clock.counted?.mode !== 'working-days' || clock.counted.amount < minimumDays) return undefined;
  const day = clock.dueAt === undefined ? undefined : calendar.addWorkingDays(dayOf(clock.dueAt), -daysBefore);
  return day === undefined ? undefined : calendar.opening(day);
}
