import type { TrialBrief, TrialChange, TrialProgress } from '../console/trials.protocol.js';
import { type Instant, rfc3339 } from '../domain/instant.js';
import type { Words } from '../domain/wording.js';
import { noChanges } from './tally.js';
import type { StoredChange, TrialRow } from './trial.row.js';

const time = (at: Instant | null): string | null => (at === null ? null : rfc3339(at));

export function briefOf(row: TrialRow, now: Instant): TrialBrief {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    code: row.code,
    from: rfc3339(row.fromAt),
    to: rfc3339(row.beforeAt),
    org: row.org,
    state: row.state,
    ahead: row.ahead,
    progress: progressOf(row, now),
    counts: { ...noChanges(), ...row.counts },
    createdAt: rfc3339(row.createdAt),
    createdBy: row.createdBy,
    startedAt: time(row.startedAt),
    endedAt: time(row.endedAt),
  };
}

/** The rate is that since the start; pauses for the live line are in it. */
function progressOf({ casesDone, casesTotal, startedAt, endedAt, state }: TrialRow, now: Instant): TrialProgress {
  const passed = startedAt === null ? 0 : (endedAt ?? now) - startedAt;
  const rate = casesDone > 0 && passed > 0 ? Math.round((casesDone / passed) * 10_000) / 10 : null;
  const left = casesTotal === null || !rate ? null : ((casesTotal - casesDone) / rate) * 1_000;
  return {
    casesDone,
    casesTotal,
    rate,
    estimatedEnd: state === 'running' && left !== null ? rfc3339(now + left) : null,
  };
}

export const changeView = ({ key: _key, card: _card, ...change }: StoredChange, ruleName: Words): TrialChange => ({
  ...change,
  ruleName,
});
