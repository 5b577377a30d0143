import type { LocationQuery, RouteLocationRaw, RouteParamsGeneric } from 'vue-router';
import { CATALOGUE_KINDS, type CatalogueKind } from '../../catalogue.protocol.js';

/** What the list shows: a kind of entries, or the drafts or the imports of all kinds. */
export type CatalogueView = CatalogueKind | 'drafts' | 'batches';

export const kindOf = (params: RouteParamsGeneric): CatalogueKind =>
  CATALOGUE_KINDS.find((kind) => kind === params.kind) ?? 'items';

export const codeOf = (params: RouteParamsGeneric): string | null =>
  typeof params.code === 'string' && params.code !== '' ? params.code : null;

export const textOf = (query: LocationQuery, name: string): string | undefined => {
  const value = query[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
};

export const entryAt = (kind: CatalogueKind, code: string | null, query: LocationQuery = {}): RouteLocationRaw => ({
  name: 'catalogue',
  params: { kind, ...(code !== null && { code }) },
  query,
});

export const draftAt = ({ kind, code, id }: { kind: CatalogueKind; code: string; id: number }): RouteLocationRaw => ({
  name: 'catalogue-draft',
  params: { kind, code, id },
});

export const editAt = (kind: CatalogueKind, code: string, draft?: number): RouteLocationRaw => ({
  name: 'catalogue-edit',
  params: { kind, code },
  query: draft === undefined ? {} : { draft },
});
