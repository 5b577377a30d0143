import { ApiProperty } from '@nestjs/swagger';
import { rfc3339, type Instant } from '../../domain/instant.js';
import { NULLABLE, NULLABLE_TIME, TIME } from '../../http/api-shapes.js';
import { ItemDto } from './item.dto.js';
import type { ItemBody, ItemRecord } from './item.js';

export interface ItemView extends ItemBody {
  readonly code: string;
  readonly version: number;
  readonly effectiveFrom: string | null;
}

export class VersionView {
  @ApiProperty()
  readonly version: number;
  @ApiProperty({ ...NULLABLE_TIME, description: 'null：自始有效 in force from the beginning' })
  readonly effectiveFrom: string | null;
  @ApiProperty(TIME)
  readonly createdAt: string;
  @ApiProperty()
  readonly createdBy: string;
}

export interface ItemVersionsView extends ItemView {
  readonly versions: readonly VersionView[];
}

export interface ItemPageView {
  readonly items: readonly ItemView[];
  readonly nextCursor: string | null;
  readonly total: number;
}

/** The same shapes for the API description. */
export class ItemSchema extends ItemDto {
  @ApiProperty()
  readonly version: number;
}
export class ItemVersionsSchema extends ItemSchema {
  @ApiProperty({ type: [VersionView] })
  readonly versions: VersionView[];
}
export class ItemPageSchema {
  @ApiProperty({ type: [ItemSchema] })
  readonly items: ItemSchema[];
  @ApiProperty(NULLABLE)
  readonly nextCursor: string | null;
  @ApiProperty()
  readonly total: number;
}

const shown = (at: Instant | null): string | null => (at === null ? null : rfc3339(at));

export const itemView = ({ code, version, effectiveFrom, body }: ItemRecord): ItemView => ({
  code,
  version,
  effectiveFrom: shown(effectiveFrom),
  // Who reads items counts with a list; what nobody has stated is told apart where it matters (`pausesKnown`).
  pauses: [],
  ...body,
});

export const itemWithVersions = (record: ItemRecord, records: readonly ItemRecord[]): ItemVersionsView => ({
  ...itemView(record),
  versions: records.map(({ version, effectiveFrom, createdAt, createdBy }) => ({
    version,
    effectiveFrom: shown(effectiveFrom),
    createdAt: rfc3339(Math.round(createdAt)),
    createdBy,
  })),
});

/** `records` holds one more than a page when there is a next one. */
export function itemPage(records: readonly ItemRecord[], size: number, total: number): ItemPageView {
  const shownRecords = records.slice(0, size);
  const last = records.length > size ? shownRecords.at(-1) : undefined;
  return {
    items: shownRecords.map(itemView),
    nextCursor: last ? Buffer.from(last.code).toString('base64url') : null,
    total,
  };
}
