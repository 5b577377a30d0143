import { ApiProperty } from '@nestjs/swagger';
import { CARD_LEVELS } from '../domain/standards.js';
import { NULLABLE, TIME } from '../http/api-shapes.js';
import { CARD_STATUSES } from './card.query.js';

class BilingualDto {
  @ApiProperty()
  readonly zh: string;
  @ApiProperty()
  readonly en: string;
}

/** What a card or a case is about, with the names. */
export class SubjectDto {
  @ApiProperty(NULLABLE)
  readonly item: string | null;
  @ApiProperty(NULLABLE)
  readonly itemName: string | null;
  @ApiProperty(NULLABLE)
  readonly org: string | null;
  @ApiProperty(NULLABLE)
  readonly orgName: string | null;
}

/** Description of a card for OpenAPI; the type is CardView. */
export class CardDto extends SubjectDto {
  @ApiProperty()
  readonly id: string;
  @ApiProperty({ example: '红〔2026〕000123', maxLength: 20 })
  readonly no: string;
  @ApiProperty({ description: '办件编号' })
  readonly caseNo: string;
  @ApiProperty({ example: 'T-PROMISE-OVER' })
  readonly rule: string;
  @ApiProperty()
  readonly ruleVersion: string;
  @ApiProperty({ type: BilingualDto })
  readonly ruleName: BilingualDto;
  @ApiProperty({ enum: CARD_LEVELS })
  readonly level: string;
  @ApiProperty({ enum: CARD_STATUSES })
  readonly status: string;
  @ApiProperty(NULLABLE)
  readonly step: string | null;
  @ApiProperty({ ...TIME, description: '违反发生的时刻 instant of the breach' })
  readonly raisedAt: string;
  @ApiProperty({ ...TIME, description: '写入告警的时刻 when the card was written' })
  readonly recordedAt: string;
  @ApiProperty(TIME)
  readonly dueAt: string;
  @ApiProperty({ description: '同一办件的告警为一组 cards of one case are one thread' })
  readonly thread: string;
  @ApiProperty({ type: Object, description: '应当、实际、依据、逐日计时、所用版本' })
  readonly explanation: object;
  @ApiProperty({ type: [Object], description: '迟到的证据 late evidence' })
  readonly evidence: object[];
}

export class CardPageDto {
  @ApiProperty({ type: [CardDto] })
  readonly items: CardDto[];
  @ApiProperty(NULLABLE)
  readonly nextCursor: string | null;
  @ApiProperty({ description: '符合条件的总数 cards that match, on all pages' })
  readonly total: number;
}
