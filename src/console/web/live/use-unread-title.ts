import { onScopeDispose, ref, watch, watchEffect, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { totalOf } from './card-feed.js';
import type { FeedStatus } from './use-card-feed.js';

/** Puts the number of cards not seen yet, held ones and those that came while the tab was hidden, into its title. */
export function useUnreadTitle(status: Ref<FeedStatus>, held: Ref<readonly unknown[]>): void {
  const { t } = useI18n();
  const whileHidden = ref(0);

  const seen = () => {
    if (!document.hidden) whileHidden.value = 0;
  };
  document.addEventListener('visibilitychange', seen);
  onScopeDispose(() => document.removeEventListener('visibilitychange', seen));

  watch(
    () => [status.value.loaded, totalOf(status.value.counts)] as const,
    ([, total], [wasLoaded, before]) => {
      if (wasLoaded && document.hidden) whileHidden.value += Math.max(0, total - before);
    },
  );
  watchEffect(() => {
    const unread = Math.max(whileHidden.value, held.value.length);
    document.title = `${unread > 0 ? `(${unread}) ` : ''}${t('live.title')} · ${t('product')}`;
  });
}
