import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { Level } from '../../console.protocol.js';
import { cardsWhere } from '../shared/list-links.js';
import { addressOf, EVERYTHING, type LiveQuery, readQuery, type SortKey } from './live-query.js';

/** What the address asks for, and the ways from there: the same address shows the same list and card. */
export function useLiveAddress() {
  const route = useRoute();
  const router = useRouter();
  const query = computed(() => readQuery(route.query));
  const cardId = computed(() => (typeof route.params.cardId === 'string' && route.params.cardId) || null);

  const locationFor = (to: LiveQuery, card: string | null) => ({
    name: 'live',
    params: card ? { cardId: card } : {},
    query: addressOf(to),
  });
  const locationOf = (id: string) => locationFor(query.value, id);
  const viewLocation = (to: LiveQuery) => locationFor(to, cardId.value);
  const levelLocation = (level: Level | undefined) => viewLocation({ ...query.value, level });
  /** All cards, by the filters that their list has too. */
  const everything = computed(() => {
    const { level, rule, region, org, item } = query.value;
    return cardsWhere({ level, rule, region, org, item });
  });

  const show = (to: LiveQuery): void => void router.replace(viewLocation(to));
  const openCard = (id: string): void => void router.push(locationOf(id));
  const closeCard = (): void => void router.push(locationFor(query.value, null));
  const clear = (): void => show({ ...EVERYTHING, sort: query.value.sort, reversed: query.value.reversed });
  function sortBy(key: SortKey): void {
    const again = query.value.sort === key;
    show({ ...query.value, sort: key, reversed: again && !query.value.reversed });
  }
  return {
    ...{ query, cardId, locationOf, viewLocation, levelLocation, everything },
    ...{ show, openCard, closeCard, clear, sortBy },
  };
}
