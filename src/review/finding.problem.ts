import type { HttpException } from '@nestjs/common';
import type { FindingStatus } from '../console/findings.protocol.js';
import type { Instant } from '../domain/instant.js';
import { timeWords } from '../domain/wording.js';
import { badRequest, problem } from '../http/problem.js';

export const noSuchFinding = (): HttpException =>
  problem(404, 'finding-not-found', { zh: '没有这条发现', en: 'there is no such finding' });

export const isHint = (): HttpException =>
  problem(409, 'hint', {
    zh: '线索只供核查，不能亮牌',
    en: 'a hint is a place to look at and never becomes a card',
  });

export const hasChanged = (): HttpException =>
  problem(409, 'finding-changed', {
    zh: '这条发现在您阅读之后有了变化，请看过现在的内容再决定',
    en: 'the finding says something else than what was read: look at it as it is now',
  });

export const needsReason = (): HttpException =>
  badRequest('reason', {
    zh: '级别与拟发的不同时，须说明理由',
    en: 'is required where the level is not the proposed one',
  });

const DONE: Readonly<Record<Exclude<FindingStatus, 'pending'>, { zh: string; en: string }>> = {
  confirmed: { zh: '确认', en: 'confirmed' },
  dismissed: { zh: '排除', en: 'dismissed' },
  withdrawn: { zh: '撤回', en: 'withdrawn' },
};

/** @param by the person; null: the system, because the events no longer support it */
export function alreadyDecided(status: Exclude<FindingStatus, 'pending'>, by: string | null, at: Instant) {
  const [done, time] = [DONE[status], timeWords(at)];
  return problem(409, 'already-decided', {
    zh: `这条发现已于${time.zh}由${by ?? '系统'}${done.zh}`,
    en: `this finding was ${done.en} by ${by ?? 'the system'} at ${time.en}`,
  });
}
