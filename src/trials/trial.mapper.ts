import type { TrialBrief, TrialChange, TrialProgress, TrialStart } from '../console/trials.protocol.js';
import { type Instant, rfc3339 } from '../domain/instant.js';
import type { Words } from '../domain/wording.js';
import type { TrialDraft } from './draft.js';
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
    orgName: row.orgName,
    state: row.state,
    ahead: row.ahead,
    progress: progressOf(row, now),
    counts: { ...noChanges(), ...row.counts },
    createdAt: rfc3339(row.createdAt),
    createdBy: row.createdBy,
    startedAt: time(row.startedAt),
    endedAt: time(row.endedAt),
    seconds: row.startedAt === null || row.endedAt === null ? null : (row.endedAt - row.startedAt) / 1_000,
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

/** What a trial asks: what would have happened, whenever the draft is meant to begin. */
export const startOf = ({ effectiveFrom, ownStart = null }: Partial<TrialDraft>): TrialStart => {
  const dated = effectiveFrom ?? null;
  return {
    always: dated === null,
    effectiveFrom: time(ownStart ?? dated),
    note:
      dated === null
        ? { zh: '试算时视为自始有效', en: 'tried as if it had always been in force' }
        : {
            zh: `只试算自 ${rfc3339(dated)} 起收到的办件`,
            en: `tried only on cases received since ${rfc3339(dated)}`,
          },
  };
};

export const changeView = ({ key: _key, card: _card, ...change }: StoredChange, ruleName: Words): TrialChange => ({
  ...change,
  ruleName,
});
