import type { CatalogueWords, DraftState, DraftStep } from '../../console/catalogue.protocol.js';
import { DRAFT_STATES } from '../../console/catalogue.protocol.js';

export type DraftAct = DraftStep['act'];

/** Who may take a step: anybody who may change the catalogue, whoever has written the draft, or a second person. */
type Actor = 'anybody' | 'writer' | 'second';

interface Transition {
  readonly from: DraftState | null;
  readonly act: DraftAct;
  readonly to: DraftState;
  readonly by: Actor;
  readonly needsReason?: true;
}

/** The life of a draft; what doesn't stand here can't happen. */
export const DRAFT_TRANSITIONS: readonly Transition[] = [
  { from: null, act: 'drafted', to: 'draft', by: 'anybody' },
  { from: 'draft', act: 'edited', to: 'draft', by: 'anybody' },
  { from: 'draft', act: 'checked', to: 'in-force', by: 'second' },
  { from: 'draft', act: 'rejected', to: 'rejected', by: 'second', needsReason: true },
  { from: 'draft', act: 'withdrawn', to: 'withdrawn', by: 'writer' },
];

export interface Refusal {
  readonly status: 400 | 403 | 409;
  readonly code: 'draft-closed' | 'second-person' | 'not-the-writer' | 'reason-needed';
  readonly words: CatalogueWords;
}

const REFUSALS = {
  closed: { status: 409, code: 'draft-closed', words: { zh: '草案已结束', en: 'the draft is closed' } },
  second: {
    status: 403,
    code: 'second-person',
    words: {
      zh: '须由草案起草、修改人以外的第二人审核',
      en: 'a second person checks it: you have written in this draft',
    },
  },
  writer: {
    status: 403,
    code: 'not-the-writer',
    words: { zh: '只有起草、修改人可以撤回', en: 'only those who have written in the draft may withdraw it' },
  },
  reason: {
    status: 400,
    code: 'reason-needed',
    words: { zh: '须写明理由', en: 'a reason is needed' },
  },
} as const satisfies Record<string, Refusal>;

/** The state that an act leads to, or why it can't be. */
export function transit(
  from: DraftState | null,
  act: DraftAct,
  { isWriter, reason }: { readonly isWriter: boolean; readonly reason?: string | null },
): { readonly to: DraftState } | { readonly refusal: Refusal } {
  const found = DRAFT_TRANSITIONS.find((one) => one.from === from && one.act === act);
  if (!found) return { refusal: REFUSALS.closed };
  if (found.by === 'second' && isWriter) return { refusal: REFUSALS.second };
  if (found.by === 'writer' && !isWriter) return { refusal: REFUSALS.writer };
  if (found.needsReason && !reason?.trim()) return { refusal: REFUSALS.reason };
  return { to: found.to };
}

/** What is wrong with a table of transitions: the start stops on it. */
export function transitionFaults(table: readonly Transition[] = DRAFT_TRANSITIONS): string[] {
  const twice = table.filter((a, i) => table.findIndex((b) => b.from === a.from && b.act === a.act) !== i);
  const reached = new Set(table.map(({ to }) => to));
  const fromNowhere = table.filter(({ from }) => from !== null && !reached.has(from));
  return [
    ...twice.map(({ from, act }) => `${from} → ${act} stands twice`),
    ...fromNowhere.map(({ from }) => `nothing leads to ${from}`),
    ...DRAFT_STATES.filter((state) => !reached.has(state)).map((state) => `nothing leads to ${state}`),
    ...(table.some(({ from }) => from === null) ? [] : ['nothing begins']),
  ];
}
