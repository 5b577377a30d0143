import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { FEED_VIEWS, type FeedView } from './card-feed.js';

/** The level filter lives in the URL (`?level=red`), so a filtered list can be sent as a link. */
export function useLevelFilter() {
  const route = useRoute();
  const router = useRouter();
  const view = computed<FeedView>(() => FEED_VIEWS.find((one) => one === route.query.level) ?? 'all');
  const locationOf = (next: FeedView, cardId = route.params.cardId) => ({
    name: 'live',
    params: cardId ? { cardId } : {},
    query: next === 'all' ? {} : { level: next },
  });
  return { view, locationOf, setView: (next: FeedView) => router.replace(locationOf(next)) };
}
