import { ApiProperty } from '@nestjs/swagger';
import { CHANGE_KINDS, CHANGE_TIERS } from '../console/trials.protocol.js';
import { CARD_LEVELS, ISSUE_MODES } from '../domain/standards.js';
import { NULLABLE, NULLABLE_TIME } from '../http/api-shapes.js';
import { WordsDto } from '../http/words.dto.js';

/** Descriptions for OpenAPI; the types are those of trials.protocol.ts. */

/** One of the two judgements of a change. */
export class TrialComputationDto {
  @ApiProperty({ enum: CARD_LEVELS, nullable: true, description: 'null：不亮牌 no breach' })
  readonly level: string | null;
  @ApiProperty({ enum: ISSUE_MODES, nullable: true })
  readonly mode: string | null;
  @ApiProperty(NULLABLE_TIME)
  readonly raisedAt: string | null;
  @ApiProperty(NULLABLE_TIME)
  readonly dueAt: string | null;
  @ApiProperty(NULLABLE_TIME)
  readonly finishedAt: string | null;
  @ApiProperty({ type: WordsDto, nullable: true })
  readonly expected: WordsDto | null;
  @ApiProperty({ type: WordsDto, nullable: true })
  readonly observed: WordsDto | null;
  @ApiProperty({ type: [String] })
  readonly basis: string[];
  @ApiProperty({ type: 'array', items: { type: 'object' }, description: '逐日 every counted and uncounted day' })
  readonly ledger: unknown[];
  @ApiProperty({ type: [WordsDto] })
  readonly arithmetic: WordsDto[];
  @ApiProperty({ type: 'object', additionalProperties: true })
  readonly versions: unknown;
}

class TrialChangeDto {
  @ApiProperty()
  readonly id: string;
  @ApiProperty()
  readonly caseNo: string;
  @ApiProperty({ enum: CHANGE_KINDS })
  readonly kind: string;
  @ApiProperty({ enum: CHANGE_TIERS })
  readonly tier: string;
  @ApiProperty()
  readonly rule: string;
  @ApiProperty({ type: WordsDto })
  readonly ruleName: WordsDto;
  @ApiProperty(NULLABLE)
  readonly org: string | null;
  @ApiProperty(NULLABLE)
  readonly orgName: string | null;
  @ApiProperty(NULLABLE)
  readonly item: string | null;
  @ApiProperty(NULLABLE)
  readonly itemName: string | null;
  @ApiProperty({ type: TrialComputationDto, nullable: true, description: '现行版本 the version in force' })
  readonly before: TrialComputationDto | null;
  @ApiProperty({ type: TrialComputationDto, nullable: true, description: '草案 the draft' })
  readonly after: TrialComputationDto | null;
}

export class TrialChangePageDto {
  @ApiProperty({ type: [TrialChangeDto] })
  readonly items: TrialChangeDto[];
  @ApiProperty(NULLABLE)
  readonly nextCursor: string | null;
  @ApiProperty({ type: 'integer' })
  readonly total: number;
}
