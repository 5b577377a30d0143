import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { LEVELS } from '../console/console.protocol.js';
import { GROUPINGS } from '../console/figures.protocol.js';
import { NameDto, NULLABLE, TIME } from '../http/api-shapes.js';

const COUNT = { type: 'integer' } as const;

class FiguresDto {
  @ApiProperty({ ...COUNT, description: '收件' })
  readonly received: number;
  @ApiProperty({ ...COUNT, description: '受理，含视为受理 accepted, typed or deemed' })
  readonly accepted: number;
  @ApiProperty({ ...COUNT, description: '办结，不含撤回、终止、不予受理 decided' })
  readonly decided: number;
  @ApiProperty({ ...COUNT, description: '其中有到期时刻的 of these with a due instant' })
  readonly measured: number;
  @ApiProperty({ ...COUNT, description: '其中按时的 of these on time' })
  readonly onTime: number;
  @ApiProperty({ type: Number, nullable: true, description: 'onTime / measured；没有可计的为 null' })
  readonly onTimeRate: number | null;
  @ApiProperty({ ...COUNT, description: '预警，按 raisedAt' })
  readonly reminders: number;
  @ApiProperty({ ...COUNT, description: '黄牌' })
  readonly yellow: number;
  @ApiProperty({ ...COUNT, description: '红牌' })
  readonly red: number;
  @ApiPropertyOptional({
    ...COUNT,
    description:
      '以上三种牌中已撤销的，其余有效；没有则略 of these cards those revoked since; the others are valid; absent: none',
  })
  readonly revoked?: number;
}

class FigureScopeDto {
  @ApiProperty({ ...NULLABLE, example: '210100' })
  readonly region: string | null;
  @ApiProperty(NULLABLE)
  readonly org: string | null;
  @ApiProperty(NULLABLE)
  readonly item: string | null;
}

class PlaceDto extends NameDto {
  @ApiProperty()
  readonly code: string;
}

class ScopePathDto {
  @ApiProperty({ type: [PlaceDto] })
  readonly regions: PlaceDto[];
  @ApiProperty({ type: NameDto, nullable: true })
  readonly org: NameDto | null;
  @ApiProperty({ type: NameDto, nullable: true })
  readonly item: NameDto | null;
}

class DayFiguresDto {
  @ApiProperty({ format: 'date' })
  readonly day: string;
  @ApiProperty(COUNT)
  readonly received: number;
  @ApiProperty(COUNT)
  readonly decided: number;
  @ApiProperty(COUNT)
  readonly cards: number;
}

class FigureRowDto {
  @ApiProperty({
    ...NULLABLE,
    description: '代码；`:own` 为本级；null 为未列明 code; `:own`: without those below; null: none',
  })
  readonly key: string | null;
  @ApiProperty()
  readonly name: string;
  @ApiProperty(NULLABLE)
  readonly nameEn: string | null;
  @ApiProperty({ description: '其下还有地区 there are regions below' })
  readonly hasChildren: boolean;
  @ApiProperty({ type: FiguresDto })
  readonly figures: FiguresDto;
  @ApiProperty({ type: FiguresDto, description: '上月 the month before' })
  readonly previous: FiguresDto;
}

/** Descriptions for OpenAPI; the types are MonthFigures and Overview. */
export class MonthFiguresDto {
  @ApiProperty({ example: '2026-10' })
  readonly month: string;
  @ApiProperty({ enum: GROUPINGS })
  readonly by: string;
  @ApiProperty({ type: FigureScopeDto })
  readonly scope: FigureScopeDto;
  @ApiProperty({ type: ScopePathDto, description: '范围的名称 what the scope is called' })
  readonly path: ScopePathDto;
  @ApiProperty({ ...TIME, description: '统计至；全部数字取自同一快照 all figures from one snapshot' })
  readonly asOf: string;
  @ApiProperty({ type: FiguresDto })
  readonly total: FiguresDto;
  @ApiProperty({ type: FiguresDto, description: '上月 the month before' })
  readonly previous: FiguresDto;
  @ApiProperty({ type: FiguresDto, description: '上年同月 the same month of the year before' })
  readonly lastYear: FiguresDto;
  @ApiProperty({ type: [DayFiguresDto], description: '已开始的各日 the days that have begun' })
  readonly days: DayFiguresDto[];
  @ApiProperty({ type: [FigureRowDto] })
  readonly rows: FigureRowDto[];
}

class TodayDto {
  @ApiProperty(COUNT)
  readonly received: number;
  @ApiProperty(COUNT)
  readonly decided: number;
  @ApiProperty(COUNT)
  readonly cards: number;
}

class AtRiskDto {
  @ApiProperty(COUNT)
  readonly in1: number;
  @ApiProperty(COUNT)
  readonly in3: number;
  @ApiProperty(COUNT)
  readonly in5: number;
}

/** Cards by level. */
export class LevelCountsDto {
  @ApiProperty(COUNT)
  readonly reminder: number;
  @ApiProperty(COUNT)
  readonly yellow: number;
  @ApiProperty(COUNT)
  readonly red: number;
}

class CityFiguresDto {
  @ApiProperty({ description: '`210000:own` 为省本级，`:none` 为未列入地区 the province itself; no region' })
  readonly region: string;
  @ApiProperty()
  readonly name: string;
  @ApiProperty(NULLABLE)
  readonly nameEn: string | null;
  @ApiProperty(COUNT)
  readonly open: number;
  @ApiProperty({ ...COUNT, description: '3 个工作日内到期 due within 3 working days' })
  readonly atRisk: number;
  @ApiProperty({ type: LevelCountsDto, description: '本月 of this month' })
  readonly cards: LevelCountsDto;
}

class RuleCountDto {
  @ApiProperty({ example: 'T-PROMISE-OVER' })
  readonly rule: string;
  @ApiProperty({ type: Object, description: '{zh, en}' })
  readonly name: object;
  @ApiProperty({ enum: LEVELS })
  readonly level: string;
  @ApiProperty(COUNT)
  readonly count: number;
}

export class OverviewDto {
  @ApiProperty({ ...TIME, description: '统计至；全部数字取自同一快照 all figures from one snapshot' })
  readonly asOf: string;
  @ApiProperty({ type: TodayDto })
  readonly today: TodayDto;
  @ApiProperty({ ...COUNT, description: '在办 begun and not ended' })
  readonly open: number;
  @ApiProperty({ ...COUNT, description: '其中已超期 of these late' })
  readonly overdue: number;
  @ApiProperty({ type: AtRiskDto, description: '1、3、5 个工作日内到期 due within so many working days' })
  readonly atRisk: AtRiskDto;
  @ApiProperty({ type: LevelCountsDto, description: '本月 of this month' })
  readonly cards: LevelCountsDto;
  @ApiProperty({ type: [CityFiguresDto] })
  readonly cities: CityFiguresDto[];
  @ApiProperty({ type: [RuleCountDto], description: '本月，牌多的在前，至多 10 条 of this month, at most 10' })
  readonly rules: RuleCountDto[];
}
