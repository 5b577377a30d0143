import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PROPOSAL_OBSTACLES, STALE_REASONS, TRIAL_DECISIONS } from '../console/trials.protocol.js';
import { NULLABLE, NULLABLE_TIME, TIME } from '../http/api-shapes.js';
import { WordsDto } from '../http/words.dto.js';
import { ENTRY_DECISIONS, MAX_DECISION_REASON, MAX_NAMED_ENTRIES, PROPOSAL_ACTIONS } from './proposal.query.js';
import { TrialComputationDto } from './trial-changes.dto.js';

/** Descriptions for OpenAPI; the types are those of trials.protocol.ts. */

/** Whether something can be proposed. */
export class ProposalDoorDto {
  @ApiProperty()
  readonly open: boolean;
  @ApiProperty({ enum: PROPOSAL_OBSTACLES, nullable: true })
  readonly reason: string | null;
}

class ProposalCountDto {
  @ApiProperty({ type: 'integer' })
  readonly proposed: number;
  @ApiProperty({ type: 'integer' })
  readonly accepted: number;
  @ApiProperty({ type: 'integer' })
  readonly declined: number;
  @ApiProperty({ type: 'integer', description: '已不成立，未执行 no longer stood, not carried out' })
  readonly stale: number;
}

/** What was proposed, and how far it has been decided. */
export class ProposalBriefDto {
  @ApiProperty({ type: 'integer' })
  readonly id: number;
  @ApiProperty({ enum: ['open', 'decided'] })
  readonly state: string;
  @ApiProperty({ type: ProposalCountDto, description: '撤销 to be revoked' })
  readonly revoke: ProposalCountDto;
  @ApiProperty({ type: ProposalCountDto, description: '补发 to be added' })
  readonly add: ProposalCountDto;
  @ApiProperty(TIME)
  readonly createdAt: string;
  @ApiProperty()
  readonly createdBy: string;
  @ApiProperty({ description: '由查看者提出，须由他人决定 made by the reader: another person decides' })
  readonly own: boolean;
}

class ProposalCardDto {
  @ApiProperty()
  readonly id: string;
  @ApiProperty({ example: '红〔2020〕000123' })
  readonly no: string;
}

class StaleDto extends WordsDto {
  @ApiProperty({ enum: STALE_REASONS })
  readonly code: string;
}

class ProposalEntryDto {
  @ApiProperty()
  readonly id: string;
  @ApiProperty({ enum: PROPOSAL_ACTIONS })
  readonly action: string;
  @ApiProperty({ enum: ENTRY_DECISIONS })
  readonly decision: string;
  @ApiProperty({ type: StaleDto, nullable: true, description: '未执行的原因，须重新试算 why it was not carried out' })
  readonly stale: StaleDto | null;
  @ApiProperty()
  readonly caseNo: string;
  @ApiProperty()
  readonly rule: string;
  @ApiProperty({ type: WordsDto })
  readonly ruleName: WordsDto;
  @ApiProperty(NULLABLE)
  readonly org: string | null;
  @ApiProperty(NULLABLE)
  readonly orgName: string | null;
  @ApiProperty({ type: ProposalCardDto, nullable: true })
  readonly card: ProposalCardDto | null;
  @ApiProperty({ type: TrialComputationDto, nullable: true, description: '原计算 the former computation' })
  readonly before: TrialComputationDto | null;
  @ApiProperty({ type: TrialComputationDto, nullable: true, description: '新计算 the new computation' })
  readonly after: TrialComputationDto | null;
  @ApiProperty(NULLABLE_TIME)
  readonly decidedAt: string | null;
  @ApiProperty(NULLABLE)
  readonly decidedBy: string | null;
  @ApiProperty(NULLABLE)
  readonly reason: string | null;
}

export class ProposalEntryPageDto {
  @ApiProperty({ type: [ProposalEntryDto] })
  readonly items: ProposalEntryDto[];
  @ApiProperty(NULLABLE)
  readonly nextCursor: string | null;
  @ApiProperty({ type: 'integer' })
  readonly total: number;
}

export class ProposalDecisionDto {
  @ApiProperty({ enum: TRIAL_DECISIONS })
  readonly decision: string;
  @ApiProperty({ maxLength: MAX_DECISION_REASON, example: '国办发明电〔2020〕1号延长假期' })
  readonly reason: string;
  @ApiPropertyOptional({
    type: [String],
    maxItems: MAX_NAMED_ENTRIES,
    description: '省略即全部未决条目 absent: all that are open',
  })
  readonly entries?: string[];
}
