import type { CatalogueKind, CatalogueWords } from '../../console/catalogue.protocol.js';

interface Named {
  readonly name?: string | { readonly zh: string; readonly en: string };
  readonly nameEn?: string;
  readonly org?: string;
}

/** What an entry is called; its code where nobody has named it. */
export function nameOf(code: string, body: unknown): CatalogueWords {
  const { name = code, nameEn } = body as Named;
  if (typeof name !== 'string') return { zh: name.zh, en: name.en };
  return { zh: name, en: nameEn ?? name };
}

/** The organisation that an entry belongs to. */
export const orgOf = (kind: CatalogueKind, code: string, body: unknown): string | null =>
  kind === 'organisations' ? code : kind === 'items' || kind === 'standards' ? ((body as Named).org ?? null) : null;
