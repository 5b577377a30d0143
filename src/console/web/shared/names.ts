import { useI18n } from 'vue-i18n';

/** Names of regions and the like in the reader's language, as far as one is known. */
export function useNames() {
  const { locale } = useI18n({ useScope: 'global' });
  const nameOf = ({ name, nameEn }: { name: string; nameEn: string | null }): string =>
    locale.value === 'en' ? (nameEn ?? name) : name;
  return { nameOf };
}
