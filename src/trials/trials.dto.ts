import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { CHANGE_KINDS, CHANGE_TIERS, TRIAL_KINDS, TRIAL_STATES } from '../console/trials.protocol.js';
import { CARD_LEVELS } from '../domain/standards.js';
import { NULLABLE, NULLABLE_TIME, TIME } from '../http/api-shapes.js';
import { WordsDto } from '../http/words.dto.js';
import { ProposalBriefDto, ProposalDoorDto } from './proposals.dto.js';
import { MAX_TRIAL_NAME } from './trial.query.js';

/** Descriptions for OpenAPI; the types are those of trials.protocol.ts. */

const COUNTS = {
  type: 'object',
  properties: Object.fromEntries(CHANGE_KINDS.map((kind) => [kind, { type: 'integer' as const }])),
  description: `appear 新增 · vanish 消失 · level 改等级 · mode 改出牌方式 · moved 只改时刻`,
} as const;
const LEVELS = {
  type: 'object',
  properties: Object.fromEntries(CARD_LEVELS.map((level) => [level, { type: 'integer' as const }])),
} as const;

class TrialDraftRequestDto {
  @ApiProperty({ enum: TRIAL_KINDS })
  readonly kind: string;
  @ApiProperty({ example: 'cn', description: '规则方案、事项、裁量基准或日历的代码 code of what is drafted' })
  readonly code: string;
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    example: { days: { '2020-01-31': { off: true, name: '春节', notice: '国办发明电〔2020〕1号' } } },
    description:
      'profile：{rules: {代码: {level?, mode?, params?} 或 null}}；item：同 PUT /items/{code}；discretion：基准行，items 另加事项；' +
      'calendar：{days: {日期: {off, name, notice} 或 null}, officeHours?, firstDay?, lastDay?}。profile、calendar 叠加在现行版本上。' +
      '省略即现行版本，用于仍按旧版本计时的办件。 Laid over the version in force; absent: the version in force itself, for cases that keep a former one.',
  })
  readonly body?: unknown;
  @ApiPropertyOptional({
    description: '目录草案的编号，代替 body number of a draft of the catalogue instead of a body',
  })
  readonly draft?: string;
}

/** POST /api/v1/trials */
export class TrialRequestDto {
  @ApiPropertyOptional({ maxLength: MAX_TRIAL_NAME })
  readonly name?: string;
  @ApiProperty({ type: TrialDraftRequestDto })
  readonly draft: TrialDraftRequestDto;
  @ApiProperty({ example: '2026-01-01', description: '收件时刻 ≥；YYYY-MM-DD 或 RFC 3339 cases received from here' })
  readonly from: string;
  @ApiProperty({ example: '2026-07-01', description: '收件时刻 <；当日不含 and before here' })
  readonly to: string;
  @ApiPropertyOptional({
    description: '单位及其下级，或 前缀*；省略为本账号可见的全部 an organisation with those below it, or prefix*',
  })
  readonly org?: string;
}

class TrialProgressDto {
  @ApiProperty({ type: 'integer' })
  readonly casesDone: number;
  @ApiProperty({ type: 'integer', nullable: true })
  readonly casesTotal: number | null;
  @ApiProperty({ type: Number, nullable: true, description: '每秒办件 cases a second' })
  readonly rate: number | null;
  @ApiProperty(NULLABLE_TIME)
  readonly estimatedEnd: string | null;
}

export class TrialBriefDto {
  @ApiProperty({ type: 'integer' })
  readonly id: number;
  @ApiProperty()
  readonly name: string;
  @ApiProperty({ enum: TRIAL_KINDS })
  readonly kind: string;
  @ApiProperty()
  readonly code: string;
  @ApiProperty(TIME)
  readonly from: string;
  @ApiProperty(TIME)
  readonly to: string;
  @ApiProperty(NULLABLE)
  readonly org: string | null;
  @ApiProperty({ type: WordsDto, nullable: true, description: '前缀没有名称 a prefix has none' })
  readonly orgName: WordsDto | null;
  @ApiProperty({ enum: TRIAL_STATES })
  readonly state: string;
  @ApiProperty({ type: 'integer', nullable: true, description: '排在前面的试算 trials before it' })
  readonly ahead: number | null;
  @ApiProperty({ type: TrialProgressDto })
  readonly progress: TrialProgressDto;
  @ApiProperty(COUNTS)
  readonly counts: object;
  @ApiProperty(TIME)
  readonly createdAt: string;
  @ApiProperty()
  readonly createdBy: string;
  @ApiProperty(NULLABLE_TIME)
  readonly startedAt: string | null;
  @ApiProperty(NULLABLE_TIME)
  readonly endedAt: string | null;
  @ApiProperty({ type: Number, nullable: true, description: '用时 how long it ran' })
  readonly seconds: number | null;
}

export class TrialListDto {
  @ApiProperty({ type: [TrialBriefDto] })
  readonly items: TrialBriefDto[];
  @ApiProperty({ type: 'integer' })
  readonly maxWaiting: number;
  @ApiProperty({ type: 'integer' })
  readonly maxKept: number;
}

class TrialGroupDto {
  @ApiProperty(NULLABLE)
  readonly code: string | null;
  @ApiProperty({ type: WordsDto, nullable: true })
  readonly name: WordsDto | null;
  @ApiProperty({ ...COUNTS, description: '三类合计 all three together' })
  readonly counts: object;
  @ApiProperty({ ...COUNTS, description: '自动告警 issued at once' })
  readonly cards: object;
  @ApiProperty({ ...COUNTS, description: '待确认发现 for a person to confirm' })
  readonly findings: object;
  @ApiProperty({ ...COUNTS, description: '线索' })
  readonly hints: object;
}

class TrialVersionsDto {
  @ApiProperty({ example: 'default@2026.1' })
  readonly before: string;
  @ApiProperty({ example: 'default@draft' })
  readonly after: string;
  @ApiProperty({ type: 'integer' })
  readonly cases: number;
}

export class TrialGroupsDto {
  @ApiProperty({ type: [TrialGroupDto] })
  readonly byRule: TrialGroupDto[];
  @ApiProperty({ type: [TrialGroupDto] })
  readonly byOrg: TrialGroupDto[];
  @ApiProperty({ type: [TrialGroupDto] })
  readonly byItem: TrialGroupDto[];
}

class TriedCasesDto {
  @ApiProperty({ type: 'integer', description: '时期内的办件 cases of the period' })
  readonly total: number;
  @ApiProperty({ type: 'integer', description: '草案可能涉及的 those that the draft could concern' })
  readonly judged: number;
  @ApiProperty({ type: 'integer', description: '无法研判的 those that could not be judged' })
  readonly unjudgeable: number;
}

class TrialStartDto {
  @ApiProperty({ description: '试算时视为自始有效 tried as if it had always been in force' })
  readonly always: boolean;
  @ApiProperty({ ...NULLABLE_TIME, description: '草案载明的生效时间 when the draft is meant to come into force' })
  readonly effectiveFrom: string | null;
  @ApiProperty({ type: WordsDto })
  readonly note: WordsDto;
}

class TrialSummaryDto {
  @ApiProperty({ type: TriedCasesDto })
  readonly cases: TriedCasesDto;
  @ApiProperty(LEVELS)
  readonly before: object;
  @ApiProperty(LEVELS)
  readonly after: object;
  @ApiProperty({
    type: 'object',
    nullable: true,
    properties: Object.fromEntries(
      CHANGE_TIERS.map((tier) => [tier, { type: 'object', properties: { before: LEVELS, after: LEVELS } }]),
    ),
  })
  readonly levels: object | null;
  @ApiProperty({ ...COUNTS, description: '自动告警 issued at once' })
  readonly cards: object;
  @ApiProperty({ ...COUNTS, description: '待确认发现 for a person to confirm' })
  readonly findings: object;
  @ApiProperty({ ...COUNTS, description: '线索' })
  readonly hints: object;
  @ApiProperty({ type: [TrialVersionsDto], description: '所比版本 what was compared' })
  readonly versions: TrialVersionsDto[];
  @ApiProperty({ type: [TrialGroupDto] })
  readonly byRule: TrialGroupDto[];
  @ApiProperty({ type: [TrialGroupDto] })
  readonly byOrg: TrialGroupDto[];
  @ApiProperty({ type: [TrialGroupDto] })
  readonly byItem: TrialGroupDto[];
  @ApiProperty({ type: 'integer', description: '只计数、未逐件保留的变化 counted, but not kept one by one' })
  readonly notKept: number;
}

export class TrialDto extends TrialBriefDto {
  @ApiProperty({ type: 'object', additionalProperties: true, description: '试算所用的完整内容 what was tried, whole' })
  readonly draft: unknown;
  @ApiProperty({ type: TrialStartDto })
  readonly start: TrialStartDto;
  @ApiProperty({ type: TrialSummaryDto, nullable: true })
  readonly summary: TrialSummaryDto | null;
  @ApiProperty(NULLABLE)
  readonly failure: string | null;
  @ApiProperty({ type: ProposalDoorDto })
  readonly proposable: ProposalDoorDto;
  @ApiProperty({ type: ProposalBriefDto, nullable: true })
  readonly proposal: ProposalBriefDto | null;
}
