import { useI18n } from 'vue-i18n';
import type { Rejected } from './sources-api.js';

/** How a turned-down event was resolved, in the language of the page; null while it is open. */
export function useResolution(): (entry: Rejected) => string | null {
  const { t } = useI18n();
  return ({ resolved, resolution }) => {
    if (!resolved) return resolution;
    const { action, by, reason } = resolved;
    return reason === null ? t(`entry.${action}By`, { by }) : t(`entry.${action}For`, { by, reason });
  };
}
