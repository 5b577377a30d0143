import { onScopeDispose, ref, watch, watchEffect, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { totalOf, type FeedState } from './card-feed.js';

/** Puts the number of cards not seen yet, held ones and those that came while the tab was hidden, into its title. */
export function useUnreadTitle(state: Ref<FeedState>): void {
  const { t } = useI18n();
  const whileHidden = ref(0);

  const seen = () => {
    if (!document.hidden) whileHidden.value = 0;
  };
  document.addEventListener('visibilitychange', seen);
  onScopeDispose(() => document.removeEventListener('visibilitychange', seen));

  watch(
    () => [state.value.loaded, totalOf(state.value.counts)] as const,
    ([, total], [wasLoaded, before]) => {
      if (wasLoaded && document.hidden) whileHidden.value += Math.max(0, total - before);
    },
  );
  watchEffect(() => {
    const unread = Math.max(whileHidden.value, state.value.held.length);
    document.title = `${unread > 0 ? `(${unread}) ` : ''}${t('live.title')} · ${t('product')}`;
  });
}
