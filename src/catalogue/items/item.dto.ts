import 'reflect-metadata';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsObject, Matches, ValidateNested, type ValidationOptions } from 'class-validator';
import { PAUSE_KINDS, type PauseKind } from '../../domain/event.js';
import { LIMIT_UNITS, type LimitUnit } from '../../domain/standards.js';
import { ItemHandlingDto, ResultDto, SiteCheckDto } from './item.guide.dto.js';
import { Amount, KeptList, Moment, OneOf, Optional, Text, TextList, UniqueBy, Whole } from './item.members.js';

const OBJECT: ValidationOptions = { message: '应为对象 / must be an object' };
const EACH: ValidationOptions = { message: '每项应为对象 / every entry must be an object', each: true };
const MAX_STEPS = 50;
const MAX_REFUSALS = 100;
const LIST: ValidationOptions = {
  message: `应为至多 ${MAX_STEPS} 项的数组 / must be an array of at most ${MAX_STEPS} entries`,
};
/** Kept as given, not copied by the transformer. */
const AsGiven = () => Transform(({ obj, key }: { obj: Readonly<Record<string, unknown>>; key: string }) => obj[key]);

export class LimitDto {
  @ApiProperty({ minimum: 0 })
  @Amount()
  readonly amount: number;
  @ApiProperty({ enum: LIMIT_UNITS })
  @OneOf(LIMIT_UNITS)
  readonly unit: LimitUnit;
  @ApiPropertyOptional({ type: String, enum: ['acceptance', 'receipt'], default: 'acceptance' })
  @Optional()
  @OneOf(['acceptance', 'receipt'])
  readonly from?: 'acceptance' | 'receipt' | null;
  @ApiPropertyOptional({ type: String, example: '行政许可法 第四十二条' })
  @Optional()
  @Text(500)
  readonly basis?: string | null;
}

export class StepDto {
  @ApiProperty()
  @Text(100)
  readonly name: string;
  @ApiPropertyOptional({ type: String })
  @Optional()
  @Text(64)
  readonly code?: string | null;
  @ApiPropertyOptional({ type: LimitDto })
  @Optional()
  @IsObject(OBJECT)
  @ValidateNested(OBJECT)
  @Type(() => LimitDto)
  readonly limit?: LimitDto | null;
}

export class PauseDto {
  @ApiProperty({ enum: PAUSE_KINDS })
  @OneOf(PAUSE_KINDS)
  readonly kind: PauseKind;
  @ApiPropertyOptional({ type: Number, minimum: 1, description: '工作日 working days' })
  @Optional()
  @Whole(1, 10_000)
  readonly maxDays?: number | null;
  @ApiPropertyOptional({ type: String })
  @Optional()
  @Text(500)
  readonly basis?: string | null;
}

/** PUT /api/v1/items/{code}, and one entry of a file in `config/items`. */
export class ItemDto {
  @ApiPropertyOptional({ type: String, description: '须与路径一致 must equal the path' })
  @Optional()
  @Text(64)
  readonly code?: string | null;
  @ApiPropertyOptional({ type: String, format: 'date-time' })
  @Optional()
  @Moment()
  readonly effectiveFrom?: string | null;
  @ApiProperty()
  @Text(200)
  readonly name: string;
  @ApiProperty({ example: '210000-sczj' })
  @Text(64)
  @Matches(/^[^\s*]+$/, { message: '机构代码不得含空白或 * / an organisation code has no blanks and no *' })
  readonly org: string;
  @ApiProperty({ enum: ['instant', 'promised'], description: '即办件 | 承诺件' })
  @OneOf(['instant', 'promised'])
  readonly kind: 'instant' | 'promised';
  @ApiPropertyOptional({ type: LimitDto })
  @Optional()
  @IsObject(OBJECT)
  @ValidateNested(OBJECT)
  @Type(() => LimitDto)
  readonly statutory?: LimitDto | null;
  @ApiPropertyOptional({ type: LimitDto })
  @Optional()
  @IsObject(OBJECT)
  @ValidateNested(OBJECT)
  @Type(() => LimitDto)
  readonly promised?: LimitDto | null;
  @ApiPropertyOptional({ type: [StepDto] })
  @Optional()
  @IsArray(LIST)
  @ArrayMaxSize(MAX_STEPS, LIST)
  @UniqueBy('name')
  @UniqueBy('code')
  @IsObject(EACH)
  @ValidateNested(EACH)
  @Type(() => StepDto)
  readonly steps?: StepDto[] | null;
  @ApiPropertyOptional({ type: [PauseDto] })
  @Optional()
  @IsArray(LIST)
  @ArrayMaxSize(MAX_STEPS, LIST)
  @UniqueBy('kind')
  @IsObject(EACH)
  @ValidateNested(EACH)
  @Type(() => PauseDto)
  readonly pauses?: PauseDto[] | null;
  @ApiPropertyOptional({ type: 'array', items: {} })
  @Optional()
  @KeptList()
  @AsGiven()
  readonly materials?: unknown[] | null;
  @ApiPropertyOptional({ type: 'array', items: {} })
  @Optional()
  @KeptList()
  @AsGiven()
  readonly fees?: unknown[] | null;
  @ApiPropertyOptional({ type: 'array', items: {} })
  @Optional()
  @KeptList()
  @AsGiven()
  readonly discretion?: unknown[] | null;
  @ApiPropertyOptional({ type: Number, minimum: 0 })
  @Optional()
  @Whole(0, 1_000)
  readonly maxVisits?: number | null;
  @ApiPropertyOptional({ type: [String], description: '公布的不予受理、不予许可情形 published grounds of refusal' })
  @Optional()
  @TextList(MAX_REFUSALS, 500)
  readonly refusals?: string[] | null;
  @ApiPropertyOptional({ type: ResultDto, description: '审批结果 what is delivered after a grant' })
  @Optional()
  @IsObject(OBJECT)
  @ValidateNested(OBJECT)
  @Type(() => ResultDto)
  readonly result?: ResultDto | null;
  @ApiPropertyOptional({
    type: String,
    description: '审批结果名称；送达只按 result 监察 the name alone, delivery is watched by result',
  })
  @Optional()
  @Text(200)
  readonly resultName?: string | null;
  @ApiPropertyOptional({ type: ItemHandlingDto })
  @Optional()
  @IsObject(OBJECT)
  @ValidateNested(OBJECT)
  @Type(() => ItemHandlingDto)
  readonly handling?: ItemHandlingDto | null;
  @ApiPropertyOptional({ type: SiteCheckDto, description: '现场核查、检验 a check on site' })
  @Optional()
  @IsObject(OBJECT)
  @ValidateNested(OBJECT)
  @Type(() => SiteCheckDto)
  readonly siteCheck?: SiteCheckDto | null;
}
