import type { CardView, CaseEventView, CaseView } from '../../console.protocol.js';

export type StoryEntry =
  | { kind: 'event'; key: string; at: string; event: CaseEventView }
  | { kind: 'card'; key: string; at: string; card: CardView };

/** Events and cards of a case in the order in which they happened; at one instant the event comes first. */
export function caseStory(file: Pick<CaseView, 'events' | 'cards'>): StoryEntry[] {
  const events = file.events.map((event): StoryEntry => ({
    kind: 'event',
    key: `e ${event.source} ${event.id}`,
    at: event.time,
    event,
  }));
  const cards = file.cards.map((card): StoryEntry => ({ kind: 'card', key: `c ${card.id}`, at: card.raisedAt, card }));
  return [...events, ...cards].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
