import { inject, type InjectionKey, provide } from 'vue';
import type { CatalogueWords } from '../../catalogue.protocol.js';

type OrgNames = () => Readonly<Record<string, CatalogueWords>> | undefined;
const ORG_NAMES: InjectionKey<OrgNames> = Symbol('orgNames');

/** Names for whatever below shows the codes of organisations. */
export const provideOrgNames = (names: OrgNames): void => provide(ORG_NAMES, names);

/** What the organisation with this code is called; undefined where nobody has said. */
export function useOrgNames(): (code: string) => CatalogueWords | undefined {
  const names = inject(ORG_NAMES, () => undefined);
  return (code) => {
    const known = names();
    return known && Object.hasOwn(known, code) ? known[code] : undefined;
  };
}
