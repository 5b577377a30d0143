import type {
  CatalogueDraft,
  CatalogueEntry,
  CatalogueKind,
  CataloguePage,
  CheckInput,
  DraftEdit,
  DraftInput,
  DraftPage,
  DraftState,
  DraftTrial,
  OrganisationTree,
} from '../../catalogue.protocol.js';
import { get, queryText, request } from '../api.js';

type Query = Readonly<Record<string, string | number | undefined>>;

const at = (kind: CatalogueKind, code: string): string => `catalogue/${kind}/${encodeURIComponent(code)}`;

export const catalogueApi = {
  list: (kind: CatalogueKind, query: Query) => get<CataloguePage>(`catalogue/${kind}?${queryText(query)}`),
  entry: (kind: CatalogueKind, code: string, version?: number) =>
    get<CatalogueEntry>(`${at(kind, code)}?${queryText({ version })}`),
  tree: (root?: string) => get<OrganisationTree>(`catalogue/organisations/tree?${queryText({ root })}`),
  drafts: (query: Query & { kind?: CatalogueKind; state?: DraftState }) =>
    get<DraftPage>(`catalogue/drafts?${queryText(query)}`),
  draft: (kind: CatalogueKind, code: string, id: number) => get<CatalogueDraft>(`${at(kind, code)}/drafts/${id}`),
  validate: (kind: CatalogueKind, code: string, input: DraftInput) =>
    request<DraftTrial>('POST', `${at(kind, code)}/validate`, input),
  propose: (kind: CatalogueKind, code: string, input: DraftInput) =>
    request<CatalogueDraft>('POST', `${at(kind, code)}/drafts`, input),
  edit: (kind: CatalogueKind, code: string, id: number, input: DraftEdit) =>
    request<CatalogueDraft>('PUT', `${at(kind, code)}/drafts/${id}`, input),
  withdraw: (kind: CatalogueKind, code: string, id: number) =>
    request<void>('DELETE', `${at(kind, code)}/drafts/${id}`),
  check: (kind: CatalogueKind, code: string, id: number, input: CheckInput) =>
    request<CatalogueDraft>('POST', `${at(kind, code)}/drafts/${id}/check`, input),
};
