import type { CaseView } from '../../console.protocol.js';

/** What the head of a case names besides its item and organisation, as its events tell it. */
export interface CaseHeadFacts {
  /** Masked by the server. */
  applicant: string | null;
  officer: string | null;
  receivedAt: string | null;
  /** The receipt, where the case is deemed accepted as of it. */
  acceptedAt: string | null;
  endedAt: string | null;
}

const ENDS = ['case.decided', 'case.withdrawn', 'case.terminated', 'case.not-accepted'];

export function caseFacts({ events, state }: Pick<CaseView, 'events' | 'state'>): CaseHeadFacts {
  const judged = events.filter(({ waiting, leftOut }) => !waiting && leftOut === null);
  const first = (...types: string[]) => judged.find(({ type }) => types.includes(type.replace(/^approval\./, '')));
  const applicant = judged.map(({ data }) => data.applicant).find((given) => given !== undefined);
  const receivedAt = first('case.received')?.time ?? null;
  return {
    applicant: nameOf(applicant),
    // Who has it now: the last one named.
    officer: judged.reduce<string | null>((last, { data }) => text(data.officer) ?? last, null),
    receivedAt,
    acceptedAt: first('case.accepted')?.time ?? (state === 'deemed-accepted' ? receivedAt : null),
    endedAt: first(...ENDS)?.time ?? null,
  };
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

const nameOf = (applicant: unknown): string | null =>
  typeof applicant === 'object' && applicant !== null && 'name' in applicant ? text(applicant.name) : null;
