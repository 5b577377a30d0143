import { useI18n } from 'vue-i18n';
import type { EditionView } from '../../bulletin.protocol.js';

/** By whom an edition was issued: the name of the account, where there still is one, and its user name. */
export function useIssuer(): (edition: Pick<EditionView, 'issuedBy' | 'issuedByName'>) => string {
  const { t } = useI18n();
  return ({ issuedBy: by, issuedByName: name }) =>
    name === null || name === by ? by : t('bulletin.issuer', { name, by });
}
