import { reported, reviewItem } from '../../../support/review.js';

export const steps = [{ name: '受理', code: 'S1' }, { name: '审查', code: 'S2' }, { name: '决定' }];
export const item = reviewItem({}, { steps });

export const received = reported('case.received', '2026-03-02 09:00');
export const accepted = reported('case.accepted', '2026-03-03 09:00');
export const decided = reported('case.decided', '2026-03-10 10:00', { outcome: 'granted' });
export const withdrawn = reported('case.withdrawn', '2026-03-09 10:00');
export const started = (step: string, time: string, officer = '甲') =>
  reported('step.started', time, { step, officer });
export const completed = (step: string, time: string, officer = '甲', outcome = 'approve') =>
  reported('step.completed', time, { step, officer, outcome });
