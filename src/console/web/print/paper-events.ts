import type { CardView, CaseEventView, CaseView, ExplainedClock, ExplainedEvent } from '../../console.protocol.js';

const ALWAYS = [
  'case.received',
  'case.accepted',
  'case.not-accepted',
  'case.decided',
  'case.withdrawn',
  'case.terminated',
];
const BESIDE = {
  notice: ['supplement.requested'],
  step: ['pause.started', 'pause.ended'],
  promised: ['pause.started', 'pause.ended', 'extension.granted'],
  statutory: ['pause.started', 'pause.ended', 'extension.granted'],
  delivery: ['licence.delivered'],
} as const satisfies Record<ExplainedClock['kind'], readonly string[]>;

/**
 * The events that a card rests on, in order of time. A card of a confirmed finding names them; for one of a clock they
 * are those that start, hold, extend or stop it, as far as they were known when the card was written.
 */
export function paperEvents({ explanation, step, recordedAt }: CardView, file: CaseView | undefined): ExplainedEvent[] {
  if (explanation.events) return explanation.events;
  const { clock } = explanation;
  if (!clock || !file) return [];
  const kinds: readonly string[] = [...ALWAYS, ...BESIDE[clock.kind]];
  const ofStep = ({ type, data }: CaseEventView): boolean =>
    clock.kind === 'step' && bare(type).startsWith('step.') && data['step'] === step;
  const known = ({ receivedAt, leftOut, waiting }: CaseEventView): boolean =>
    leftOut === null && !waiting && Date.parse(receivedAt) <= Date.parse(recordedAt);
  return file.events.filter((event) => known(event) && (kinds.includes(bare(event.type)) || ofStep(event)));
}

const bare = (type: string): string => type.replace(/^approval\./, '');
