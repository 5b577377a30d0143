import { ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import {
  CATALOGUE_KINDS,
  type CatalogueEntry,
  type CatalogueEntryBrief,
  type CatalogueKind,
  type CataloguePage,
  type CatalogueRemark,
  type CatalogueVersion,
  type CatalogueWords,
  type Difference,
  ORGANISATION_KINDS,
  type OrganisationKind,
  type OrganisationNode,
  type OrganisationTree,
  VERSION_ORIGINS,
  VERSION_STATES,
  type VersionOrigin,
  type VersionState,
} from '../console/catalogue.protocol.js';
import { NULLABLE, NULLABLE_TIME, TIME } from '../http/api-shapes.js';
import { DraftBriefDto } from './drafts/draft-brief.dto.js';

export class CatalogueWordsDto implements CatalogueWords {
  @ApiProperty()
  readonly zh: string;
  @ApiProperty()
  readonly en: string;
}

export class CatalogueRemarkDto implements CatalogueRemark {
  @ApiProperty({ example: 'steps[0].limit.amount' })
  readonly member: string;
  @ApiPropertyOptional({ type: CatalogueWordsDto, description: '项目的名称 what the member is called' })
  readonly label?: CatalogueWordsDto;
  @ApiProperty()
  readonly zh: string;
  @ApiProperty()
  readonly en: string;
}

export class DifferenceDto implements Difference {
  @ApiProperty({ example: 'promised.amount' })
  readonly member: string;
  @ApiProperty({ type: CatalogueWordsDto })
  readonly label: CatalogueWordsDto;
  @ApiProperty({ enum: ['added', 'removed', 'changed'] })
  readonly change: Difference['change'];
  @ApiProperty({ type: CatalogueWordsDto, nullable: true })
  readonly before: CatalogueWordsDto | null;
  @ApiProperty({ type: CatalogueWordsDto, nullable: true })
  readonly after: CatalogueWordsDto | null;
}

class EntryBriefDto implements CatalogueEntryBrief {
  @ApiProperty({ enum: CATALOGUE_KINDS, enumName: 'CatalogueKind' })
  readonly kind: CatalogueKind;
  @ApiProperty()
  readonly code: string;
  @ApiProperty({ type: CatalogueWordsDto })
  readonly name: CatalogueWordsDto;
  @ApiProperty(NULLABLE)
  readonly org: string | null;
  @ApiProperty({ type: CatalogueWordsDto, nullable: true })
  readonly orgName: CatalogueWordsDto | null;
  @ApiProperty()
  readonly version: number;
  @ApiProperty({ enum: VERSION_STATES })
  readonly state: VersionState;
  @ApiProperty({ ...NULLABLE_TIME, description: 'null：自始有效 in force from the beginning' })
  readonly effectiveFrom: string | null;
  @ApiProperty()
  readonly versions: number;
  @ApiProperty({ description: '待审核的草案数 drafts that wait for their check' })
  readonly drafts: number;
}

export class CataloguePageDto implements CataloguePage {
  @ApiProperty({ type: [EntryBriefDto] })
  readonly items: EntryBriefDto[];
  @ApiProperty(NULLABLE)
  readonly nextCursor: string | null;
  @ApiProperty()
  readonly total: number;
}

class CatalogueVersionDto implements CatalogueVersion {
  @ApiProperty()
  readonly version: number;
  @ApiProperty({ enum: VERSION_STATES })
  readonly state: VersionState;
  @ApiProperty(NULLABLE_TIME)
  readonly effectiveFrom: string | null;
  @ApiProperty({ enum: VERSION_ORIGINS })
  readonly origin: VersionOrigin;
  @ApiProperty({ description: '用户名，或配置文件夹 user name, or the folder of the file' })
  readonly author: string;
  @ApiProperty(NULLABLE)
  readonly authorName: string | null;
  @ApiProperty(NULLABLE)
  readonly checker: string | null;
  @ApiProperty(NULLABLE)
  readonly checkerName: string | null;
  @ApiProperty(NULLABLE)
  readonly note: string | null;
  @ApiProperty(TIME)
  readonly createdAt: string;
  @ApiProperty({ type: Number, nullable: true })
  readonly draft: number | null;
  @ApiProperty({ type: [DifferenceDto] })
  readonly differences: DifferenceDto[];
  @ApiProperty()
  readonly moreDifferences: number;
}

export class CatalogueEntryDto extends EntryBriefDto implements CatalogueEntry {
  @ApiProperty({ type: Object, description: '整个版本，格式随类别 the whole version, shaped by its kind' })
  readonly body: unknown;
  @ApiProperty({
    type: 'object',
    additionalProperties: { $ref: getSchemaPath(CatalogueWordsDto) },
    description: '所及机构的名称，按编码 names of the organisations that it names, by code',
  })
  readonly orgNames: Record<string, CatalogueWordsDto>;
  @ApiProperty({ type: [CatalogueRemarkDto] })
  readonly warnings: CatalogueRemarkDto[];
  @ApiProperty({ type: [CatalogueVersionDto] })
  readonly history: CatalogueVersionDto[];
  @ApiProperty({ type: [DraftBriefDto] })
  readonly proposals: DraftBriefDto[];
}

export class OrganisationNodeDto implements OrganisationNode {
  @ApiProperty()
  readonly code: string;
  @ApiProperty()
  readonly name: string;
  @ApiPropertyOptional()
  readonly nameEn?: string;
  @ApiProperty({ enum: ORGANISATION_KINDS })
  readonly kind: OrganisationKind;
  @ApiPropertyOptional()
  readonly region?: string;
  @ApiPropertyOptional()
  readonly parent?: string;
  @ApiPropertyOptional({ description: '统一社会信用代码' })
  readonly uscc?: string;
  @ApiProperty()
  readonly below: number;
  @ApiPropertyOptional({ type: () => [OrganisationNodeDto] })
  readonly children?: OrganisationNodeDto[];
}

export class OrganisationTreeDto implements OrganisationTree {
  @ApiProperty(NULLABLE)
  readonly root: string | null;
  @ApiProperty({ type: [OrganisationNodeDto] })
  readonly nodes: OrganisationNodeDto[];
}
