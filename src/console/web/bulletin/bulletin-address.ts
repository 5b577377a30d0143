import { queryText } from '../api.js';

/** Which bulletin a page shows; null: the newest edition, else the draft. */
export interface BulletinAddress {
  readonly month: string;
  readonly region: string | null;
  readonly edition: string | null;
}

const given = ({ region, edition }: Pick<BulletinAddress, 'region' | 'edition'>): Record<string, string> => ({
  ...(region !== null && { region }),
  ...(edition !== null && { edition }),
});

/** Of the page. */
export const pageOf = (address: BulletinAddress) => ({
  path: `/bulletins/${address.month}`,
  query: given(address),
});

export const listOf = (query: Readonly<Record<string, string | undefined>>) => ({
  path: '/bulletins',
  query: Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as Record<string, string>,
});

export const FILES = ['pdf', 'docx', 'xlsx', 'json'] as const;
export type FileFormat = (typeof FILES)[number];

/** Of a file, as the server gives it. */
export const fileOf = (address: BulletinAddress, format: FileFormat): string => {
  const query = queryText(given(address));
  return `/api/v1/bulletins/${address.month}.${format}${query === '' ? '' : `?${query}`}`;
};
