import { useI18n } from 'vue-i18n';

interface Unit {
  org: string | null;
  orgName: string | null;
  orgNameEn: string | null;
}

/** Names of regions and the like in the reader's language, as far as one is known. */
export function useNames() {
  const { locale } = useI18n({ useScope: 'global' });
  const nameOf = ({ name, nameEn }: { name: string; nameEn: string | null }): string =>
    locale.value === 'en' ? (nameEn ?? name) : name;
  /** The organisation of a case or a card; its code where the register does not know it. */
  const unitOf = ({ org, orgName, orgNameEn }: Unit): string | null =>
    orgName === null ? org : nameOf({ name: orgName, nameEn: orgNameEn });
  return { nameOf, unitOf };
}
