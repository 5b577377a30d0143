import {
  CHANNELS,
  DECISION_OUTCOMES,
  type EventType,
  FOLLOW_UPS,
  PAUSE_KINDS,
  STEP_OUTCOMES,
} from '../domain/event.js';
import { type SourceTime, type TimeRules, parseSourceTime } from './source-time.js';

/** What may stand in a member of an event's `data`; an array names the only values allowed. */
export type MemberKind = 'text' | 'number' | 'boolean' | 'instant' | 'list' | 'scalar' | readonly string[];
export interface Member {
  readonly kind: MemberKind;
  readonly required: boolean;
}
type Members = Readonly<Record<string, Member>>;

export type Scalar = string | number | boolean;

const must = (kind: MemberKind): Member => ({ kind, required: true });
const may = (kind: MemberKind): Member => ({ kind, required: false });

const RECEIVED: Members = {
  ...{ item: must('text'), org: must('text'), window: may('text'), officer: may('text'), channel: may(CHANNELS) },
  ...{ 'applicant.kind': may('text'), 'applicant.name': may('text'), 'applicant.idNumber': may('text') },
};
const ACCEPTED: Members = {
  ...{ item: must('text'), org: must('text'), receiptNo: may('text'), promiseDate: may('instant') },
  ...{ officer: may('text'), window: may('text') },
};
const STEP: Members = {
  ...{ step: must('text'), officer: must('text'), outcome: may(STEP_OUTCOMES), opinion: may('text') },
};
const DECIDED: Members = {
  ...{ outcome: must(DECISION_OUTCOMES), reason: may('text'), remediesTold: may('boolean'), documentNo: may('text') },
  ...{ officer: may('text'), 'discretion.benchmark': may('text'), 'discretion.tier': may('text') },
  ...{
    'discretion.value': may('scalar'),
    'discretion.justification': may('text'),
    'discretion.facts.*': may('scalar'),
  },
};
const COMPLAINT: Members = { complaintNo: must('text'), about: may('text'), text: may('text') };

/** The members of each event type as the API takes them; a dot leads into a nested object. */
const MEMBERS: Readonly<Record<EventType, Members>> = {
  'case.received': RECEIVED,
  'case.accepted': ACCEPTED,
  'case.not-accepted': { reason: must('text'), remediesTold: may('boolean'), documentNo: may('text') },
  'supplement.requested': { materials: must('list'), officer: may('text') },
  'supplement.received': { materials: may('list') },
  'step.started': STEP,
  'step.completed': STEP,
  'pause.started': { kind: must(PAUSE_KINDS), plannedDays: may('number'), basis: may('text'), noticeNo: may('text') },
  'pause.ended': { kind: must(PAUSE_KINDS), result: may('text') },
  'extension.granted': {
    days: must('number'),
    approver: may('text'),
    reason: may('text'),
    toldApplicant: may('boolean'),
  },
  'case.decided': DECIDED,
  'case.withdrawn': { reason: may('text') },
  'case.terminated': { reason: may('text') },
  'licence.delivered': { method: may('text') },
  'fee.charged': { feeItem: must('text'), amount: must('text'), receivable: may('text') },
  'rating.given': { level: must('number'), active: may('boolean'), comment: may('text') },
  'rating.followed-up': { action: must(FOLLOW_UPS) },
  'complaint.filed': COMPLAINT,
  'complaint.accepted': COMPLAINT,
  'complaint.answered': COMPLAINT,
  'complaint.upheld': COMPLAINT,
  'complaint.dismissed': COMPLAINT,
  'visit.made': { window: may('text') },
};

export const membersOf = (type: EventType): Members => MEMBERS[type];

/** The member that a path such as `discretion.facts.area` names, if the type has it. */
export function memberAt(type: EventType, path: string): Member | undefined {
  const members = MEMBERS[type];
  if (Object.hasOwn(members, path)) return members[path];
  const open = /^(.+)\.[^.]+$/.exec(path)?.[1];
  return open === undefined || path.includes('*') ? undefined : members[`${open}.*`];
}

export type Coerced = { readonly value: Scalar | string[] } | { readonly fault: string };

/** Turns what stands in the source into what the member takes. Nothing is guessed: 是/否 for a boolean needs a table. */
export function coerce(kind: MemberKind, raw: Scalar, rules: TimeRules, splitAt?: string): Coerced {
  if (typeof kind !== 'string')
    return kind.includes(String(raw))
      ? { value: String(raw) }
      : { fault: `${shown(raw)} is none of ${kind.join(', ')}` };
  switch (kind) {
    case 'text':
      return { value: String(raw) };
    case 'scalar':
      return { value: raw };
    case 'number':
      return /^[+-]?\d+(\.\d+)?$/.test(String(raw)) ? { value: Number(raw) } : { fault: `not a number: ${shown(raw)}` };
    case 'boolean':
      return truth(raw);
    case 'list':
      return { value: splitAt === undefined ? [String(raw)] : parts(String(raw), splitAt) };
    case 'instant':
      return ofTime(parseSourceTime(String(raw), rules));
  }
}

const shown = (raw: Scalar) => JSON.stringify(raw);

function truth(raw: Scalar): Coerced {
  const text = String(raw).toLowerCase();
  if (text === 'true' || text === '1') return { value: true };
  if (text === 'false' || text === '0') return { value: false };
  return { fault: `neither true nor false: ${shown(raw)}` };
}

const parts = (text: string, splitAt: string): string[] =>
  text
    .split(splitAt)
    .map((part) => part.trim())
    .filter((part) => part !== '');

const ofTime = (time: SourceTime): Coerced => ('fault' in time ? time : { value: time.text });
