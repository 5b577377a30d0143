import type { CardCountdown, CardView, Level } from '../../src/console/console.protocol.js';

const EXPLANATION: CardView['explanation'] = {
  expected: { zh: '', en: '' },
  observed: { zh: '', en: '' },
  basis: [],
  clock: { kind: 'promised', startedAt: '', dueAt: '', limit: '', startedBy: 'acceptance' },
  ledger: [],
  versions: { item: null, calendar: '', profile: '' },
};

/** A card as the console gets it. */
export const card = (id: number | string, level: Level = 'yellow', more: Partial<CardView> = {}): CardView => ({
  id: String(id),
  no: `黄〔2026〕${id}`,
  caseNo: `C-${id}`,
  rule: 'T-PROMISE-OVER',
  ruleVersion: '1',
  ruleName: { zh: '超过承诺时限', en: 'Promised limit exceeded' },
  level,
  levelName: null,
  notify: null,
  status: 'issued',
  item: null,
  itemName: null,
  org: null,
  orgName: null,
  orgNameEn: null,
  regions: [],
  step: null,
  raisedAt: '2026-11-20T17:00:00+08:00',
  recordedAt: '2026-11-20T17:00:01+08:00',
  dueAt: '2026-11-20T17:00:00+08:00',
  thread: `C-${id}`,
  countdown: null,
  explanation: EXPLANATION,
  evidence: [],
  revocation: null,
  ...more,
});

/** A case whose statutory limit is due at an instant, reported up to 20 November 2026, 10:00. */
export const countdown = (dueAt: string | null, more: Partial<CardCountdown> = {}): CardCountdown => ({
  state: 'running',
  limit: 'statutory',
  dueAt,
  minutes: 60,
  workday: 420,
  at: '2026-11-20T10:00:00+08:00',
  caseState: 'accepted',
  ...more,
});
