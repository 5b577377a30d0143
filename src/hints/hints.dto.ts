import { ApiProperty } from '@nestjs/swagger';
import { HINT_STATUSES, type HintStatus, LOOKED_AT } from '../console/hints.protocol.js';
import { NULLABLE, NULLABLE_TIME, TIME } from '../http/api-shapes.js';
import { WordsDto } from '../http/words.dto.js';

/** One hint, for OpenAPI. */
export class HintDto {
  @ApiProperty()
  readonly id: string;
  @ApiProperty({ example: 'H-BURST' })
  readonly rule: string;
  @ApiProperty({ type: WordsDto })
  readonly ruleName: WordsDto;
  @ApiProperty({ example: 'integrity' })
  readonly category: string;
  @ApiProperty({ enum: HINT_STATUSES })
  readonly status: HintStatus;
  @ApiProperty(NULLABLE)
  readonly org: string | null;
  @ApiProperty(NULLABLE)
  readonly orgName: string | null;
  @ApiProperty(NULLABLE)
  readonly orgNameEn: string | null;
  @ApiProperty(NULLABLE)
  readonly item: string | null;
  @ApiProperty(NULLABLE)
  readonly itemName: string | null;
  @ApiProperty(TIME)
  readonly from: string;
  @ApiProperty(TIME)
  readonly to: string;
  @ApiProperty({ type: WordsDto })
  readonly expected: WordsDto;
  @ApiProperty({ type: WordsDto })
  readonly observed: WordsDto;
  @ApiProperty({ type: [WordsDto] })
  readonly arithmetic: WordsDto[];
  @ApiProperty({ type: [String] })
  readonly basis: string[];
  @ApiProperty({ type: [String], description: '办件编号 case numbers' })
  readonly cases: string[];
  @ApiProperty({
    type: 'array',
    items: { type: 'object', properties: { caseNo: { type: 'string' }, value: { type: 'number' } } },
    description:
      '同类办件及其值，只含查看者可见机构的 what it is compared with, of organisations that the reader may see',
  })
  readonly peers: { readonly caseNo: string; readonly value: number }[];
  @ApiProperty(TIME)
  readonly foundAt: string;
  @ApiProperty(NULLABLE_TIME)
  readonly closedAt: string | null;
  @ApiProperty(NULLABLE)
  readonly closedBy: string | null;
  @ApiProperty(NULLABLE)
  readonly note: string | null;
}

class HintRunDto {
  @ApiProperty({ type: [Object], description: '一并计算的规则 rules that are computed together' })
  readonly rules: object[];
  @ApiProperty({ ...NULLABLE_TIME, description: 'null：尚未计算 never yet' })
  readonly computedAt: string | null;
  @ApiProperty({ ...NULLABLE_TIME, description: '不早于 not before' })
  readonly nextAt: string | null;
  @ApiProperty({ ...NULLABLE_TIME, description: '所看时段，null：全部 the window; null: everything' })
  readonly from: string | null;
  @ApiProperty(NULLABLE_TIME)
  readonly to: string | null;
  @ApiProperty({ enum: LOOKED_AT, description: '看的是什么 what was looked at' })
  readonly what: string;
  @ApiProperty({ type: 'integer', nullable: true, description: '看了多少（全部单位） how many, of everybody' })
  readonly lookedAt: number | null;
  @ApiProperty({ type: 'integer', nullable: true, description: '其中成为线索的 hints among them' })
  readonly found: number | null;
}

export class HintPageDto {
  @ApiProperty({ ...NULLABLE_TIME, description: '最近一次计算 the newest computation' })
  readonly computedAt: string | null;
  @ApiProperty({ type: [HintRunDto] })
  readonly runs: HintRunDto[];
  @ApiProperty({ type: [HintDto] })
  readonly items: HintDto[];
  @ApiProperty(NULLABLE)
  readonly nextCursor: string | null;
  @ApiProperty()
  readonly total: number;
}

export class HintNoteDto {
  @ApiProperty({ description: '核查结果 what came of it', maxLength: 1000 })
  readonly note: string;
}

class HintThresholdDto {
  @ApiProperty()
  readonly name: string;
  @ApiProperty()
  readonly value: number;
  @ApiProperty()
  readonly unit: string;
  @ApiProperty()
  readonly min: number;
  @ApiProperty()
  readonly max: number;
  @ApiProperty()
  readonly source: string;
}

class HintRuleDto {
  @ApiProperty({ example: 'H-BURST' })
  readonly code: string;
  @ApiProperty({ example: 'integrity' })
  readonly category: string;
  @ApiProperty({ type: WordsDto })
  readonly name: WordsDto;
  @ApiProperty({ type: WordsDto })
  readonly description: WordsDto;
  @ApiProperty({ type: [String] })
  readonly basis: string[];
  @ApiProperty({ type: [String] })
  readonly needs: string[];
  @ApiProperty({ type: WordsDto })
  readonly shows: WordsDto;
  @ApiProperty({ type: [HintThresholdDto] })
  readonly params: HintThresholdDto[];
}

export class HintRulesDto {
  @ApiProperty({ type: [HintRuleDto] })
  readonly items: HintRuleDto[];
}
