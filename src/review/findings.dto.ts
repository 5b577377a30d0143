import { ApiProperty } from '@nestjs/swagger';
import { FINDING_STATUSES, MAX_FINDING_REASON } from '../console/findings.protocol.js';
import { RULE_CATEGORIES } from '../domain/review/rule.js';
import { CARD_LEVELS } from '../domain/standards.js';
import { NULLABLE, NULLABLE_TIME, TIME } from '../http/api-shapes.js';
import { SubjectDto } from '../http/subject.dto.js';
import { WordsDto } from '../http/words.dto.js';
import { REVIEW_MODES } from './finding.query.js';

const COUNT = { type: 'integer' } as const;
const NULLABLE_STATUS = { enum: FINDING_STATUSES, nullable: true } as const;

class RuleOnCaseDto extends SubjectDto {
  @ApiProperty({ description: '办件编号' })
  readonly caseNo: string;
  @ApiProperty({ example: 'P-STEP-SKIPPED' })
  readonly rule: string;
  @ApiProperty({ type: WordsDto })
  readonly ruleName: WordsDto;
}

/** Descriptions for OpenAPI; the types are those of findings.protocol.ts. */
export class FindingBriefDto extends RuleOnCaseDto {
  @ApiProperty()
  readonly id: string;
  @ApiProperty()
  readonly ruleVersion: string;
  @ApiProperty({ enum: RULE_CATEGORIES })
  readonly category: string;
  @ApiProperty({ enum: CARD_LEVELS })
  readonly level: string;
  @ApiProperty({
    enum: REVIEW_MODES,
    description: 'confirm 待确认；hint 线索，不能亮牌 confirm: a person makes it a card; hint: never a card',
  })
  readonly mode: string;
  @ApiProperty({
    enum: FINDING_STATUSES,
    description: 'withdrawn：事件不再支持 withdrawn: the events no longer support it',
  })
  readonly status: string;
  @ApiProperty({ type: [Object], description: '所属地区，自省而下 its regions, from the province down' })
  readonly regions: object[];
  @ApiProperty(TIME)
  readonly raisedAt: string;
  @ApiProperty(TIME)
  readonly recordedAt: string;
  @ApiProperty({ ...NULLABLE_TIME, description: '不涉及时限的为 null null where there is no deadline' })
  readonly dueAt: string | null;
  @ApiProperty({ type: WordsDto })
  readonly observed: WordsDto;
  @ApiProperty({ ...NULLABLE_TIME, description: '确认、排除或撤回的时刻 confirmed, dismissed or withdrawn' })
  readonly decidedAt: string | null;
  @ApiProperty({ ...NULLABLE, description: '决定人；null 为系统 null: the system' })
  readonly decidedBy: string | null;
  @ApiProperty(NULLABLE)
  readonly reason: string | null;
  @ApiProperty({ ...NULLABLE, description: '确认后的告警 the card that it became' })
  readonly cardId: string | null;
  @ApiProperty(NULLABLE)
  readonly cardNo: string | null;
  @ApiProperty({ enum: CARD_LEVELS, nullable: true, description: '确认时所定的级别 as the person chose' })
  readonly cardLevel: string | null;
}

class FindingTraceDto {
  @ApiProperty(TIME)
  readonly at: string;
  @ApiProperty({ ...NULLABLE, description: 'null：系统 the system' })
  readonly by: string | null;
  @ApiProperty(NULLABLE_STATUS)
  readonly from: string | null;
  @ApiProperty({ enum: FINDING_STATUSES })
  readonly to: string;
  @ApiProperty(NULLABLE)
  readonly reason: string | null;
}

class ExplainedEventDto {
  @ApiProperty()
  readonly source: string;
  @ApiProperty()
  readonly id: string;
  @ApiProperty({ example: 'approval.case.decided' })
  readonly type: string;
  @ApiProperty(TIME)
  readonly time: string;
  @ApiProperty(TIME)
  readonly recordedAt: string;
}

class FindingExplanationDto {
  @ApiProperty({ type: WordsDto, description: '应当' })
  readonly expected: WordsDto;
  @ApiProperty({ type: WordsDto, description: '实际' })
  readonly observed: WordsDto;
  @ApiProperty({ type: [String], description: '依据条款 articles' })
  readonly basis: string[];
  @ApiProperty({ ...NULLABLE, description: '事项公布的原文 the item’s own text' })
  readonly itemText: string | null;
  @ApiProperty({ type: [ExplainedEventDto], description: '所依据的事件 the events it rests on' })
  readonly events: ExplainedEventDto[];
  @ApiProperty({ type: [WordsDto], description: '计算过程，一行一步 the computation, a line each' })
  readonly arithmetic: WordsDto[];
  @ApiProperty({ type: Object, description: '事项、日历、规则方案的版本 versions of item, calendar and profile' })
  readonly versions: object;
}

export class FindingDto extends FindingBriefDto {
  @ApiProperty({ type: FindingExplanationDto })
  readonly explanation: FindingExplanationDto;
  @ApiProperty({ description: '内容的摘要，决定时一并送回 of what it says; to be sent back with a decision' })
  readonly digest: string;
  @ApiProperty({ type: [FindingTraceDto] })
  readonly trace: FindingTraceDto[];
}

export class FindingPageDto {
  @ApiProperty({ type: [FindingBriefDto] })
  readonly items: FindingBriefDto[];
  @ApiProperty(NULLABLE)
  readonly nextCursor: string | null;
  @ApiProperty({ ...COUNT, description: '符合条件的总数 that match, on all pages' })
  readonly total: number;
}

const DIGEST_READ = {
  type: String,
  required: false,
  description:
    '所读内容的 digest；与现在不同的 409 finding-changed of what was read; 409 when it says something else now',
} as const;

export class ConfirmFindingRequest {
  @ApiProperty({
    required: false,
    maxLength: MAX_FINDING_REASON,
    description: '级别与拟发的不同时必填 required where the level is not the proposed one',
  })
  readonly reason?: string;
  @ApiProperty({
    required: false,
    enum: CARD_LEVELS,
    description: '缺省为规则的级别 by default that of the finding',
  })
  readonly level?: string;
  @ApiProperty(DIGEST_READ)
  readonly digest?: string;
}

export class DismissFindingRequest {
  @ApiProperty({ minLength: 1, maxLength: MAX_FINDING_REASON })
  readonly reason: string;
  @ApiProperty(DIGEST_READ)
  readonly digest?: string;
}

class UnjudgedRowDto extends RuleOnCaseDto {
  @ApiProperty({ enum: RULE_CATEGORIES, nullable: true })
  readonly category: string | null;
  @ApiProperty({ example: 'item.materials', description: '所缺的数据 what is missing' })
  readonly missing: string;
  @ApiProperty(TIME)
  readonly since: string;
}

class UnjudgedGroupDto {
  @ApiProperty()
  readonly rule: string;
  @ApiProperty({ type: WordsDto })
  readonly ruleName: WordsDto;
  @ApiProperty()
  readonly missing: string;
  @ApiProperty(COUNT)
  readonly cases: number;
}

export class UnjudgedPageDto {
  @ApiProperty({ type: [UnjudgedRowDto] })
  readonly items: UnjudgedRowDto[];
  @ApiProperty(NULLABLE)
  readonly nextCursor: string | null;
  @ApiProperty(COUNT)
  readonly total: number;
  @ApiProperty({ type: [UnjudgedGroupDto], description: '首页才有，至多 100 组 on the first page, 100 at most' })
  readonly groups: UnjudgedGroupDto[];
}

class UnjudgedOfCaseDto {
  @ApiProperty()
  readonly rule: string;
  @ApiProperty({ type: WordsDto })
  readonly ruleName: WordsDto;
  @ApiProperty()
  readonly missing: string;
  @ApiProperty(TIME)
  readonly since: string;
}

export class CaseReviewDto {
  @ApiProperty({ type: [FindingDto] })
  readonly findings: FindingDto[];
  @ApiProperty({ type: [UnjudgedOfCaseDto], description: '无法判断 what could not be judged' })
  readonly unjudged: UnjudgedOfCaseDto[];
}
