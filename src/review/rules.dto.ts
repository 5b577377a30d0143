import { ApiProperty } from '@nestjs/swagger';
import { DOUBTFUL_DECIDED, RULE_TIERS } from '../console/rules.protocol.js';
import { RULE_CATEGORIES } from '../domain/review/rule.js';
import { CARD_LEVELS, ISSUE_MODES } from '../domain/standards.js';
import { NULLABLE } from '../http/api-shapes.js';
import { WordsDto } from '../http/words.dto.js';

const COUNT = { type: 'integer' } as const;
const NULLABLE_NUMBER = { type: Number, nullable: true } as const;

class RuleThresholdDto {
  @ApiProperty({ example: 'days' })
  readonly name: string;
  @ApiProperty()
  readonly value: number;
  @ApiProperty({ ...NULLABLE, example: 'workingDay' })
  readonly unit: string | null;
  @ApiProperty(NULLABLE_NUMBER)
  readonly min: number | null;
  @ApiProperty(NULLABLE_NUMBER)
  readonly max: number | null;
  @ApiProperty({ description: '出处 where the number comes from' })
  readonly source: string;
}

class RuleStageDto {
  @ApiProperty({ enum: CARD_LEVELS })
  readonly level: string;
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: '期限前工作日数，与 daysOver 只有其一 working days before the due instant; one of both is given',
  })
  readonly daysBefore: number | null;
  @ApiProperty({ type: 'integer', nullable: true, description: '超过期限工作日数 working days past the due instant' })
  readonly daysOver: number | null;
  @ApiProperty({ description: '级别和天数的出处 where level and number come from' })
  readonly source: string;
}

class RuleSettingDto {
  @ApiProperty()
  readonly version: string;
  @ApiProperty({ enum: CARD_LEVELS })
  readonly level: string;
  @ApiProperty({ enum: ISSUE_MODES })
  readonly mode: string;
  @ApiProperty({
    type: Object,
    nullable: true,
    description: '该级别的告知对象及出处 who is told of a card of this level, with its source',
  })
  readonly notify: object | null;
  @ApiProperty({ type: WordsDto })
  readonly name: WordsDto;
  @ApiProperty({ type: [String] })
  readonly basis: string[];
  @ApiProperty({ type: [RuleThresholdDto] })
  readonly params: RuleThresholdDto[];
  @ApiProperty({ description: '级别的出处 where the level comes from' })
  readonly levelSource: string;
  @ApiProperty({
    type: [RuleStageDto],
    description:
      '级次：期限届满时的级别（level）之外的各级，按时间先后 besides the level of the due instant, in order of time',
  })
  readonly stages: RuleStageDto[];
}

class RuleInProfileDto {
  @ApiProperty({ example: 'default@2026.4' })
  readonly profile: string;
  @ApiProperty({ type: WordsDto, nullable: true })
  readonly profileName: WordsDto | null;
  @ApiProperty({ description: '有单位的新办件按此研判 new cases of some organisation are judged by it' })
  readonly inForce: boolean;
  @ApiProperty({ type: RuleSettingDto, nullable: true, description: 'null：未启用 off' })
  readonly setting: RuleSettingDto | null;
}

/** Descriptions for OpenAPI; the types are those of rules.protocol.ts. */
export class RuleDto {
  @ApiProperty({ example: 'P-STEP-SKIPPED' })
  readonly code: string;
  @ApiProperty({
    enum: RULE_TIERS,
    description: 'time：时限，自动亮牌；review：审查，待确认 time: cards by itself; review: waits for a person',
  })
  readonly tier: string;
  @ApiProperty({ enum: RULE_CATEGORIES })
  readonly category: string;
  @ApiProperty({ type: WordsDto })
  readonly name: WordsDto;
  @ApiProperty({ type: WordsDto })
  readonly description: WordsDto;
  @ApiProperty({ enum: CARD_LEVELS })
  readonly level: string;
  @ApiProperty({ enum: ISSUE_MODES })
  readonly mode: string;
  @ApiProperty({ type: [String] })
  readonly basis: string[];
  @ApiProperty({ type: [String], description: '缺少即无法判断的数据 without which it cannot judge' })
  readonly needs: string[];
  @ApiProperty({ type: WordsDto })
  readonly shows: WordsDto;
  @ApiProperty({ type: [RuleThresholdDto], description: '缺省值 defaults' })
  readonly params: RuleThresholdDto[];
  @ApiProperty({ description: '等待某事在期限内做完，方案可分级次 waits for something: profiles may give it stages' })
  readonly waits: boolean;
  @ApiProperty({ type: [RuleInProfileDto] })
  readonly profiles: RuleInProfileDto[];
}

export class RuleListDto {
  @ApiProperty({ type: [RuleDto] })
  readonly items: RuleDto[];
}

class RuleFiguresDto {
  @ApiProperty({ ...COUNT, description: '当月产生的发现，或自动亮的牌 findings, or cards by themselves' })
  readonly fired: number;
  @ApiProperty(COUNT)
  readonly confirmed: number;
  @ApiProperty(COUNT)
  readonly dismissed: number;
  @ApiProperty(COUNT)
  readonly withdrawn: number;
  @ApiProperty(COUNT)
  readonly revoked: number;
  @ApiProperty(COUNT)
  readonly pending: number;
  @ApiProperty({
    ...COUNT,
    description: '当月收件的办件中无法判断的 cases received in the month that it could not judge',
  })
  readonly couldNotJudge: number;
}

class RuleStatisticsDto {
  @ApiProperty()
  readonly code: string;
  @ApiProperty({ type: WordsDto })
  readonly name: WordsDto;
  @ApiProperty({ enum: RULE_TIERS })
  readonly tier: string;
  @ApiProperty({ enum: RULE_CATEGORIES })
  readonly category: string;
  @ApiProperty({ type: [RuleFiguresDto] })
  readonly months: RuleFiguresDto[];
  @ApiProperty({ type: RuleFiguresDto })
  readonly total: RuleFiguresDto;
  @ApiProperty({
    description: `存疑：至少 ${DOUBTFUL_DECIDED} 条有了结论，其中过半被排除或撤销 at least ${DOUBTFUL_DECIDED} were decided, more than half of them dismissed or revoked`,
  })
  readonly doubtful: boolean;
}

export class RuleStatisticsAnswerDto {
  @ApiProperty({ type: [String], example: ['2026-01', '2026-02'] })
  readonly months: string[];
  @ApiProperty(NULLABLE)
  readonly region: string | null;
  @ApiProperty({ type: [RuleStatisticsDto] })
  readonly rules: RuleStatisticsDto[];
}
