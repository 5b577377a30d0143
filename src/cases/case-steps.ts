import type { CaseStepView } from '../console/console.protocol.js';
import { type Instant, rfc3339 } from '../domain/instant.js';
import { inFoldOrder, type JudgedCase } from './judged-case.js';
import { officeMinutes } from '../domain/office-time.js';
import type { StoredEvent } from './cases.repository.js';

interface Handling {
  readonly step: string;
  readonly start?: Instant;
  /** When the case was free for this step. */
  readonly freeAt?: Instant;
  end?: Instant;
  officer: string | null;
  outcome: string | null;
}

/** The steps as they were handled: how long each waited for its start, and how long it then took. */
export function caseSteps(judged: JudgedCase): CaseStepView[] {
  const { judgement, standards, asOf } = judged;
  const until = judgement.facts.end?.at ?? asOf;
  return handlings(judged).map(({ step, start, freeAt, end, officer, outcome }) => {
    const clock = judgement.clocks.find((c) => c.kind === 'step' && c.step === step && c.startedAt === start);
    return {
      step,
      startedAt: start === undefined ? null : rfc3339(start),
      completedAt: end === undefined ? null : rfc3339(end),
      officer,
      outcome,
      waited: start === undefined ? null : officeMinutes(standards.calendar, freeAt, Math.max(start, freeAt ?? start)),
      handled: officeMinutes(standards.calendar, start, Math.max(end ?? until, start ?? until)),
      dueAt: clock?.dueAt === undefined ? null : rfc3339(clock.dueAt),
      overdue: clock?.overdue ?? null,
    };
  });
}

/** As the clocks take them: while a step is open a second start of it is ignored, and so is a start after the end. */
function handlings({ stored, judgement, asOf, counts }: JudgedCase): Handling[] {
  const { facts } = judgement;
  const all: Handling[] = [];
  let freeAt = facts.start ?? facts.received;
  for (const event of [...stored.events].sort(inFoldOrder)) {
    if (event.occurredAt > asOf) break;
    if (!isStep(event) || !counts(event)) continue;
    const { name, officer, outcome } = stepData(event, facts.item?.steps ?? []);
    const open = all.find((h) => h.step === name && h.start !== undefined && h.end === undefined);
    if (event.type === 'step.started') {
      if (!open && !(facts.end && event.occurredAt > facts.end.at))
        all.push({ step: name, start: event.occurredAt, freeAt, officer, outcome: null });
      continue;
    }
    if (open) Object.assign(open, { end: event.occurredAt, outcome, officer: officer ?? open.officer });
    else all.push({ step: name, end: event.occurredAt, officer, outcome });
    freeAt = event.occurredAt;
  }
  return all;
}

const isStep = ({ type }: StoredEvent): boolean => type === 'step.started' || type === 'step.completed';

function stepData(event: StoredEvent, steps: readonly { name: string; code?: string }[]) {
  const data = JSON.parse(event.data) as { step?: string; officer?: string; outcome?: string };
  const name = steps.find((s) => s.code === data.step || s.name === data.step)?.name ?? data.step ?? '';
  return { name, officer: data.officer ?? null, outcome: data.outcome ?? null };
}
