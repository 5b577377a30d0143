import { useI18n } from 'vue-i18n';

/** Where in a file something stands, as people say it. */
export function usePlace() {
  const { t, te } = useI18n();

  /** A table of a source that is none of ours keeps its name. */
  const tableName = (name: string): string => (te(`exchangeTable.${name}`) ? t(`exchangeTable.${name}`) : name);

  function placeText({ table, line }: { readonly table: string | null; readonly line: number | null }): string {
    const named = table === null ? '' : t('exchange.table', { table: tableName(table) });
    return line === null ? named.replace(/,\s*$/, '') : t('exchange.place', { table: named, line });
  }
  return { placeText, tableName };
}
