import 'reflect-metadata';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Flag, OneOf, OnlyWith, Optional, Text, TextList, Whole } from './item.members.js';

const MAX_UNITS = 50;

export class ResultDto {
  @ApiProperty({ example: '食品经营许可证' })
  @Text(200)
  readonly name: string;
  @ApiPropertyOptional({
    type: Number,
    minimum: 0,
    example: 10,
    description: '送达时限，工作日 working days to deliver',
  })
  @Optional()
  @Whole(0, 1_000)
  readonly deliverDays?: number | null;
}

export class ItemHandlingDto {
  @ApiProperty({ enum: ['joint', 'preliminary'], description: '联合办理 | 下级初审' })
  @OneOf(['joint', 'preliminary'])
  readonly kind: 'joint' | 'preliminary';
  @ApiPropertyOptional({ type: [String], description: 'joint：参加单位，以环节名称报送 units, reported as steps' })
  @OnlyWith('kind', 'joint')
  @TextList(MAX_UNITS, 100, 1)
  readonly units?: string[] | null;
  @ApiPropertyOptional({ type: String, description: 'preliminary：初审环节 the step of the preliminary review' })
  @OnlyWith('kind', 'preliminary')
  @Text(100)
  readonly step?: string | null;
}

export class SiteCheckDto {
  @ApiProperty({ description: '环节名称或编码 name or code of the step' })
  @Text(100)
  readonly step: string;
  @ApiPropertyOptional({ type: Number, minimum: 1, default: 2, description: '至少几人 officers at least' })
  @Optional()
  @Whole(1, 100)
  readonly officers?: number | null;
  @ApiPropertyOptional({
    type: Boolean,
    default: false,
    description: '是否属于检验、检测、检疫（行政许可法第五十五条第二款） one of those inspections',
  })
  @Optional()
  @Flag()
  readonly inspection?: boolean | null;
}
