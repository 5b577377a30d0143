import { ApiProperty } from '@nestjs/swagger';
import {
  CATALOGUE_KINDS,
  type CatalogueKind,
  type CatalogueWords,
  DRAFT_STATES,
  type DraftBrief,
  type DraftState,
} from '../../console/catalogue.protocol.js';
import { NULLABLE, NULLABLE_TIME, TIME } from '../../http/api-shapes.js';

class DraftNameDto implements CatalogueWords {
  @ApiProperty()
  readonly zh: string;
  @ApiProperty()
  readonly en: string;
}

export class DraftBriefDto implements DraftBrief {
  @ApiProperty()
  readonly id: number;
  @ApiProperty({ enum: CATALOGUE_KINDS, enumName: 'CatalogueKind' })
  readonly kind: CatalogueKind;
  @ApiProperty()
  readonly code: string;
  @ApiProperty({ type: DraftNameDto })
  readonly name: DraftNameDto;
  @ApiProperty(NULLABLE)
  readonly org: string | null;
  @ApiProperty({ type: DraftNameDto, nullable: true })
  readonly orgName: DraftNameDto | null;
  @ApiProperty({ enum: DRAFT_STATES })
  readonly state: DraftState;
  @ApiProperty({ ...NULLABLE_TIME, description: 'null：自审核时起 from the check on' })
  readonly effectiveFrom: string | null;
  @ApiProperty(NULLABLE)
  readonly note: string | null;
  @ApiProperty()
  readonly edition: number;
  @ApiProperty({ description: '用户名 user name' })
  readonly author: string;
  @ApiProperty({ description: '姓名 name of the person' })
  readonly authorName: string;
  @ApiProperty(TIME)
  readonly createdAt: string;
  @ApiProperty(TIME)
  readonly updatedAt: string;
  @ApiProperty(NULLABLE)
  readonly checker: string | null;
  @ApiProperty(NULLABLE)
  readonly checkerName: string | null;
  @ApiProperty(NULLABLE_TIME)
  readonly checkedAt: string | null;
  @ApiProperty(NULLABLE)
  readonly reason: string | null;
  @ApiProperty({ type: Number, nullable: true })
  readonly version: number | null;
}
