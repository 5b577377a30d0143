import type { CardConfirmation, CardView } from '../../console.protocol.js';
import { detailTime } from '../shared/time.js';
import { type Both, useBothWords } from './both-words.js';

/** Who confirmed a card, of which office, when, the level that had been proposed where it is another one, and why. */
export function useConfirmation() {
  const { both } = useBothWords();

  const levelOf = (level: CardView['level'], name: Both | null): Both => name ?? both(`level.${level}`);
  const lines = (
    given: CardConfirmation,
    card: Pick<CardView, 'level' | 'levelName'>,
    locale: keyof Both,
  ): string[] => {
    const office = locale === 'en' ? (given.officeEn ?? given.office) : given.office;
    const by = office === null ? given.by : both('card.byOf', { by: given.by, office })[locale];
    const from = levelOf(given.proposed, given.proposedName)[locale];
    const to = levelOf(card.level, card.levelName)[locale];
    return [
      both('card.confirmedBy', { by, at: detailTime(given.at) })[locale],
      ...(given.proposed === card.level ? [] : [both('print.levelChanged', { from, to })[locale]]),
      ...(given.reason === null ? [] : [both('card.confirmedReason', { reason: given.reason })[locale]]),
    ];
  };

  return (given: CardConfirmation, card: Pick<CardView, 'level' | 'levelName'>): Both => ({
    zh: lines(given, card, 'zh').join('\n'),
    en: lines(given, card, 'en').join('\n'),
  });
}
