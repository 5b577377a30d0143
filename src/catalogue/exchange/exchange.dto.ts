import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { CATALOGUE_KINDS, type CatalogueKind } from '../../console/catalogue.protocol.js';
import {
  type BatchBrief,
  type BatchCheckInput,
  type BatchEntry,
  type BatchPage,
  type CatalogueBatch,
  IMPORT_OUTCOMES,
  type ImportAnswer,
  type ImportOutcome,
  type ImportRemark,
  type ImportRow,
  type UnknownValue,
} from '../../console/exchange.protocol.js';
import { NULLABLE, NULLABLE_TIME, TIME } from '../../http/api-shapes.js';
import { CatalogueRemarkDto, CatalogueWordsDto, DifferenceDto } from '../catalogue.dto.js';
import { DraftBriefDto } from '../drafts/draft-brief.dto.js';

const NULLABLE_NUMBER = { type: Number, nullable: true } as const;

export class ImportRemarkDto extends CatalogueRemarkDto implements ImportRemark {
  @ApiProperty({ ...NULLABLE, example: 'steps' })
  readonly table: string | null;
  @ApiProperty(NULLABLE_NUMBER)
  readonly line: number | null;
}

export class ImportRowDto implements ImportRow {
  @ApiProperty(NULLABLE)
  readonly table: string | null;
  @ApiProperty(NULLABLE_NUMBER)
  readonly line: number | null;
  @ApiProperty()
  readonly code: string;
  @ApiProperty({ type: CatalogueWordsDto })
  readonly name: CatalogueWordsDto;
  @ApiProperty({ enum: IMPORT_OUTCOMES })
  readonly outcome: ImportOutcome;
  @ApiProperty({ ...NULLABLE_TIME, description: 'null：自审核时起 from the check on' })
  readonly effectiveFrom: string | null;
  @ApiProperty({ type: [DifferenceDto] })
  readonly differences: DifferenceDto[];
  @ApiProperty()
  readonly moreDifferences: number;
  @ApiProperty({ type: [ImportRemarkDto] })
  readonly faults: ImportRemarkDto[];
  @ApiProperty({ type: [ImportRemarkDto] })
  readonly warnings: ImportRemarkDto[];
  @ApiProperty({ description: '不予导入者的原文 what stands in the file of a refused one', nullable: true })
  readonly given: unknown;
  @ApiProperty({ ...NULLABLE_NUMBER, description: '草案编号 number of the draft that it became' })
  readonly draft: number | null;
}

class UnknownValueDto implements UnknownValue {
  @ApiProperty()
  readonly table: string;
  @ApiProperty()
  readonly column: string;
  @ApiPropertyOptional({ type: CatalogueWordsDto })
  readonly label?: CatalogueWordsDto;
  @ApiProperty()
  readonly value: string;
  @ApiProperty()
  readonly rows: number;
  @ApiProperty({ type: [Number] })
  readonly lines: number[];
}

export class ImportAnswerDto implements ImportAnswer {
  @ApiProperty({ enum: CATALOGUE_KINDS, enumName: 'CatalogueKind' })
  readonly kind: CatalogueKind;
  @ApiProperty({ description: 'false：试导入，未保存 a dry run' })
  readonly applied: boolean;
  @ApiProperty(NULLABLE_NUMBER)
  readonly batch: number | null;
  @ApiProperty({
    type: 'object',
    properties: Object.fromEntries(IMPORT_OUTCOMES.map((outcome) => [outcome, { type: 'integer' as const }])),
  })
  readonly counts: Record<ImportOutcome, number>;
  @ApiProperty({ type: [ImportRowDto] })
  readonly rows: ImportRowDto[];
  @ApiProperty({ type: [UnknownValueDto] })
  readonly unknownValues: UnknownValueDto[];
  @ApiProperty({
    type: [ImportRemarkDto],
    description: '国家表中没有读取的列、行 what is passed over of national tables',
  })
  readonly leftOut: ImportRemarkDto[];
}

export class BatchBriefDto implements BatchBrief {
  @ApiProperty()
  readonly id: number;
  @ApiProperty({ enum: CATALOGUE_KINDS, enumName: 'CatalogueKind' })
  readonly kind: CatalogueKind;
  @ApiProperty({ example: 'xlsx' })
  readonly origin: string;
  @ApiProperty(NULLABLE)
  readonly note: string | null;
  @ApiProperty()
  readonly author: string;
  @ApiProperty()
  readonly authorName: string;
  @ApiProperty(TIME)
  readonly createdAt: string;
  @ApiProperty()
  readonly drafts: number;
  @ApiProperty({ description: '待审核 that wait for their check' })
  readonly open: number;
  @ApiProperty()
  readonly refused: number;
}

export class BatchPageDto implements BatchPage {
  @ApiProperty({ type: [BatchBriefDto] })
  readonly items: BatchBriefDto[];
  @ApiProperty(NULLABLE)
  readonly nextCursor: string | null;
  @ApiProperty()
  readonly total: number;
}

class BatchEntryDto extends DraftBriefDto implements BatchEntry {
  @ApiProperty({
    type: [CatalogueRemarkDto],
    description: '数值改了而出处未改 values that changed without their source',
  })
  readonly warnings: CatalogueRemarkDto[];
}

export class BatchDto extends BatchBriefDto implements CatalogueBatch {
  @ApiProperty()
  readonly edition: number;
  @ApiProperty({ type: [BatchEntryDto] })
  readonly entries: BatchEntryDto[];
  @ApiProperty({ type: [ImportRowDto] })
  readonly refusedRows: ImportRowDto[];
  @ApiProperty({ type: CatalogueWordsDto, nullable: true })
  readonly mayCheck: CatalogueWordsDto | null;
}

export class BatchCheckDto implements BatchCheckInput {
  @ApiProperty({ description: '所阅批次的 edition of the batch that was read' })
  readonly edition: number;
  @ApiProperty({ enum: ['approve', 'reject'] })
  readonly decision: 'approve' | 'reject';
  @ApiPropertyOptional(NULLABLE)
  readonly reason?: string | null;
}
