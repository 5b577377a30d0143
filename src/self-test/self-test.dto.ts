import { ApiProperty } from '@nestjs/swagger';
import { TIME } from '../http/api-shapes.js';
import { WordsDto } from '../http/words.dto.js';

class GoldenDto {
  @ApiProperty({ example: 'W1' })
  readonly id: string;
  @ApiProperty({ type: WordsDto })
  readonly what: WordsDto;
  @ApiProperty()
  readonly expected: string;
  @ApiProperty()
  readonly got: string;
  @ApiProperty()
  readonly passed: boolean;
}

class CalendarEndDto {
  @ApiProperty()
  readonly code: string;
  @ApiProperty()
  readonly version: string;
  @ApiProperty({ type: String, format: 'date' })
  readonly lastDay: string;
  @ApiProperty({ description: '负数：已经过去 negative: it has passed' })
  readonly daysLeft: number;
  @ApiProperty({ description: '不足 60 日 fewer than 60 days are left' })
  readonly warning: boolean;
}

class ItemWithoutLimitsDto {
  @ApiProperty()
  readonly code: string;
  @ApiProperty()
  readonly name: string;
  @ApiProperty()
  readonly org: string;
}

class ItemsDto {
  @ApiProperty()
  readonly total: number;
  @ApiProperty()
  readonly withoutLimits: number;
  @ApiProperty({ type: [ItemWithoutLimitsDto], description: '至多 200 at most 200' })
  readonly listed: ItemWithoutLimitsDto[];
}

class MissingDto {
  @ApiProperty({ example: 'item.fees' })
  readonly missing: string;
  @ApiProperty()
  readonly cases: number;
}

class RuleStateDto {
  @ApiProperty()
  readonly code: string;
  @ApiProperty({ type: WordsDto })
  readonly name: WordsDto;
  @ApiProperty({ enum: ['fires', 'silent', 'cannot-judge', 'off'] })
  readonly state: string;
  @ApiProperty({ description: '近十二个月 within twelve months' })
  readonly fired: number;
  @ApiProperty({ type: [MissingDto] })
  readonly unjudged: MissingDto[];
  @ApiProperty({ type: WordsDto })
  readonly why: WordsDto;
}

class UnjudgedCasesDto {
  @ApiProperty()
  readonly running: number;
  @ApiProperty()
  readonly notComputable: number;
  @ApiProperty()
  readonly withoutDue: number;
  @ApiProperty()
  readonly setAside: number;
  @ApiProperty()
  readonly unjudged: number;
}

/** The self-test, for OpenAPI. */
export class SelfTestDto {
  @ApiProperty(TIME)
  readonly at: string;
  @ApiProperty()
  readonly calendar: string;
  @ApiProperty()
  readonly profile: string;
  @ApiProperty({ type: [GoldenDto] })
  readonly golden: GoldenDto[];
  @ApiProperty({ type: [CalendarEndDto] })
  readonly calendars: CalendarEndDto[];
  @ApiProperty({ type: ItemsDto })
  readonly items: ItemsDto;
  @ApiProperty({ type: [RuleStateDto] })
  readonly rules: RuleStateDto[];
  @ApiProperty({ type: UnjudgedCasesDto })
  readonly cases: UnjudgedCasesDto;
}
