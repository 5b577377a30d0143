import type { CardView, CaseEventView, CaseView } from '../../console.protocol.js';

export type StoryEntry =
  | { kind: 'event'; key: string; at: string; event: CaseEventView }
  | { kind: 'card'; key: string; at: string; card: CardView };

export const STORY_ORDERS = ['happened', 'recorded'] as const;
/** As things happened, or as they came to be known here: events received, cards written. */
export type StoryOrder = (typeof STORY_ORDERS)[number];

/** Events and cards of a case in order; at one instant the event comes first. */
export function caseStory(file: Pick<CaseView, 'events' | 'cards'>, order: StoryOrder = 'happened'): StoryEntry[] {
  const happened = order === 'happened';
  const events = file.events.map((event): StoryEntry => ({
    kind: 'event',
    key: `e ${event.source} ${event.id}`,
    at: happened ? event.time : event.receivedAt,
    event,
  }));
  const cards = file.cards.map((card): StoryEntry => ({
    kind: 'card',
    key: `c ${card.id}`,
    at: happened ? card.raisedAt : card.recordedAt,
    card,
  }));
  return [...events, ...cards].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
