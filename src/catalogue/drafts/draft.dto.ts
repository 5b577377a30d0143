import { ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import {
  type CatalogueDraft,
  type CheckInput,
  DRAFT_STATES,
  type DraftEdit,
  type DraftInput,
  type DraftPage,
  type DraftState,
  type DraftStep,
  type DraftTrial,
  MIN_REASON,
} from '../../console/catalogue.protocol.js';
import { NULLABLE, NULLABLE_TIME, TIME } from '../../http/api-shapes.js';
import { CatalogueRemarkDto, CatalogueWordsDto, DifferenceDto } from '../catalogue.dto.js';
import { DraftBriefDto } from './draft-brief.dto.js';
import { MAX_NOTE } from './draft.input.js';

export class DraftInputDto implements DraftInput {
  @ApiProperty({ type: Object, description: '整个新版本 the whole new version' })
  readonly body: unknown;
  @ApiPropertyOptional({ ...NULLABLE_TIME, description: '只有事项可早于现在 only items may begin in the past' })
  readonly effectiveFrom?: string | null;
  @ApiPropertyOptional({
    ...NULLABLE,
    minLength: MIN_REASON,
    maxLength: MAX_NOTE,
    description: '理由，提交审核时必填 why: needed for a check, not to try',
  })
  readonly note?: string | null;
}

export class DraftEditDto extends DraftInputDto implements DraftEdit {
  @ApiProperty({ description: '所修改的稿次 the edition that has been read and is edited' })
  readonly edition: number;
}

export class CheckDto implements CheckInput {
  @ApiProperty({ description: '所阅读的稿次 the edition that has been read' })
  readonly edition: number;
  @ApiProperty({ enum: ['approve', 'reject'] })
  readonly decision: 'approve' | 'reject';
  @ApiPropertyOptional({
    ...NULLABLE,
    minLength: MIN_REASON,
    maxLength: MAX_NOTE,
    description: '退回时必填 needed to reject',
  })
  readonly reason?: string | null;
}

class DraftStepDto implements DraftStep {
  @ApiProperty(TIME)
  readonly at: string;
  @ApiProperty()
  readonly by: string;
  @ApiProperty()
  readonly byName: string;
  @ApiProperty({ enum: ['drafted', 'edited', 'checked', 'rejected', 'withdrawn'] })
  readonly act: DraftStep['act'];
  @ApiProperty({ type: String, enum: DRAFT_STATES, nullable: true })
  readonly from: DraftState | null;
  @ApiProperty({ enum: DRAFT_STATES })
  readonly to: DraftState;
  @ApiProperty()
  readonly edition: number;
  @ApiProperty(NULLABLE)
  readonly reason: string | null;
}

class MayDto {
  @ApiProperty({ type: CatalogueWordsDto, nullable: true })
  readonly edit: CatalogueWordsDto | null;
  @ApiProperty({ type: CatalogueWordsDto, nullable: true })
  readonly withdraw: CatalogueWordsDto | null;
  @ApiProperty({ type: CatalogueWordsDto, nullable: true })
  readonly check: CatalogueWordsDto | null;
}

export class DraftDto extends DraftBriefDto implements CatalogueDraft {
  @ApiProperty({ type: Object })
  readonly body: unknown;
  @ApiProperty({
    type: 'object',
    additionalProperties: { $ref: getSchemaPath(CatalogueWordsDto) },
    description: '所及机构的名称，按编码 names of the organisations that it names, by code',
  })
  readonly orgNames: Record<string, CatalogueWordsDto>;
  @ApiProperty({ type: Number, nullable: true })
  readonly base: number | null;
  @ApiProperty({ type: [DifferenceDto] })
  readonly differences: DifferenceDto[];
  @ApiProperty()
  readonly moreDifferences: number;
  @ApiProperty({ type: [CatalogueRemarkDto] })
  readonly warnings: CatalogueRemarkDto[];
  @ApiProperty({ type: [CatalogueRemarkDto] })
  readonly faults: CatalogueRemarkDto[];
  @ApiProperty({ type: [DraftStepDto] })
  readonly trace: DraftStepDto[];
  @ApiProperty({ type: MayDto, description: 'null：可以 it may; else why not' })
  readonly may: MayDto;
}

export class DraftPageDto implements DraftPage {
  @ApiProperty({ type: [DraftBriefDto] })
  readonly items: DraftBriefDto[];
  @ApiProperty(NULLABLE)
  readonly nextCursor: string | null;
  @ApiProperty()
  readonly total: number;
}

export class DraftTrialDto implements DraftTrial {
  @ApiProperty({ type: [CatalogueRemarkDto] })
  readonly faults: CatalogueRemarkDto[];
  @ApiProperty({ type: [CatalogueRemarkDto] })
  readonly warnings: CatalogueRemarkDto[];
  @ApiProperty({ type: Number, nullable: true })
  readonly base: number | null;
  @ApiProperty({ type: [DifferenceDto] })
  readonly differences: DifferenceDto[];
  @ApiProperty()
  readonly moreDifferences: number;
}
