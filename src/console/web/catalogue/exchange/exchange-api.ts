import type { CatalogueKind } from '../../../catalogue.protocol.js';
import type {
  BatchCheckInput,
  BatchPage,
  CatalogueBatch,
  ExportFormat,
  ImportAnswer,
} from '../../../exchange.protocol.js';
import { get, queryText, request } from '../../api.js';

export interface ImportQuery {
  /** Name of the mapping of national tables; undefined: tables of this system. */
  readonly source: string | undefined;
  /** Which table a CSV file is. */
  readonly table: string | undefined;
  readonly note: string | undefined;
  readonly apply: boolean;
}

export const exportUrl = (kind: CatalogueKind, format: ExportFormat): string => `/api/v1/catalogue/${kind}.${format}`;

export const exchangeApi = {
  send: (kind: CatalogueKind, file: Blob, { source, table, note, apply }: ImportQuery) =>
    request<ImportAnswer>(
      'POST',
      `catalogue/${kind}/import${source === undefined ? '' : '-national'}?${queryText({ source, table, note, apply: String(apply) })}`,
      file,
    ),
  batches: (query: Readonly<Record<string, string | number | undefined>>) =>
    get<BatchPage>(`catalogue/batches?${queryText(query)}`),
  batch: (id: number) => get<CatalogueBatch>(`catalogue/batches/${id}`),
  check: (id: number, input: BatchCheckInput) =>
    request<CatalogueBatch>('POST', `catalogue/batches/${id}/check`, input),
};
