import { ApiProperty } from '@nestjs/swagger';
import { CARD_LEVELS } from '../domain/standards.js';
import { NULLABLE, NULLABLE_TIME, TIME } from '../http/api-shapes.js';
import { SubjectDto } from '../http/subject.dto.js';
import { WordsDto } from '../http/words.dto.js';
import { CARD_STATUSES, COUNTDOWN_STATES } from '../console/console.protocol.js';
import { MAX_COUNTDOWNS } from './card.query.js';

class RegionNameDto {
  @ApiProperty()
  readonly code: string;
  @ApiProperty()
  readonly name: string;
  @ApiProperty(NULLABLE)
  readonly nameEn: string | null;
}

/** The way to the next breach of a card's case; the type is CardCountdown. */
export class CountdownDto {
  @ApiProperty({
    enum: COUNTDOWN_STATES,
    description:
      'unreported：时刻已过，信息源尚未报送到那里 past by the clock, its sources have not reported up to there',
  })
  readonly state: string;
  @ApiProperty({
    enum: ['promised', 'statutory'],
    nullable: true,
    description: '对照的时限 the limit that it counts to',
  })
  readonly limit: string | null;
  @ApiProperty(NULLABLE_TIME)
  readonly dueAt: string | null;
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description:
      '到期前的办公时间（分），已超期为负 minutes of office hours to the due instant, negative when it has passed',
  })
  readonly minutes: number | null;
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: '一个工作日的分钟数；null 为自然时间 minutes of a working day; null: by the wall clock',
  })
  readonly workday: number | null;
  @ApiProperty({ ...NULLABLE_TIME, description: '算至 up to where it is counted' })
  readonly at: string | null;
  @ApiProperty({ description: '办件状态 state of the case' })
  readonly caseState: string;
}

const NULLABLE_COUNTDOWN = {
  nullable: true,
  type: CountdownDto,
  description:
    '预警对承诺时限，黄牌、红牌对法定时限 a reminder counts to the promised limit, the others to the statutory one',
} as const;

export class CountdownsRequest {
  @ApiProperty({ type: [String], minItems: 1, maxItems: MAX_COUNTDOWNS })
  readonly ids: string[];
}

class CountdownOfCardDto {
  @ApiProperty()
  readonly id: string;
  @ApiProperty(NULLABLE_COUNTDOWN)
  readonly countdown: CountdownDto | null;
}

export class CountdownsDto {
  @ApiProperty({ type: [CountdownOfCardDto] })
  readonly items: CountdownOfCardDto[];
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
  @ApiProperty({ type: WordsDto })
  readonly ruleName: WordsDto;
  @ApiProperty({ enum: CARD_LEVELS })
  readonly level: string;
  @ApiProperty({
    nullable: true,
    type: WordsDto,
    description: '办件所用规则方案对该级的名称，null：通行的名称 what the profile of its case calls the level',
  })
  readonly levelName: WordsDto | null;
  @ApiProperty({ enum: CARD_STATUSES, description: 'revoked：经决定撤销，留存 taken back by a person, and kept' })
  readonly status: string;
  @ApiProperty(NULLABLE)
  readonly step: string | null;
  @ApiProperty({ ...TIME, description: '违反发生的时刻 instant of the breach' })
  readonly raisedAt: string;
  @ApiProperty({ ...TIME, description: '写入告警的时刻 when the card was written' })
  readonly recordedAt: string;
  @ApiProperty({ ...NULLABLE_TIME, description: '不涉及时限的为 null for a card that is about no deadline' })
  readonly dueAt: string | null;
  @ApiProperty({ type: [RegionNameDto], description: '所属地区，自省而下 its regions, from the province down' })
  readonly regions: RegionNameDto[];
  @ApiProperty(NULLABLE_COUNTDOWN)
  readonly countdown: CountdownDto | null;
  @ApiProperty({ description: '同一办件的告警为一组 cards of one case are one thread' })
  readonly thread: string;
  @ApiProperty({
    type: Object,
    description:
      '应当、实际、依据、逐日计时、所用版本；由发现确认而成的，另有 confirmed：何人、单位、何时、理由、原拟级别 a card of a confirmed finding has `confirmed`: by whom, of which office, when, why, and the level that had been proposed',
  })
  readonly explanation: object;
  @ApiProperty({ type: [Object], description: '迟到的证据 late evidence' })
  readonly evidence: object[];
  @ApiProperty({
    type: Object,
    nullable: true,
    description: '规则方案所定的告知对象及出处 who is told by the profile of its case, with its source',
  })
  readonly notify: object | null;
  @ApiProperty({
    type: Object,
    nullable: true,
    description: '撤销：时间、何人、理由、前后两次计算 when and by whom it was revoked, why, and both computations',
  })
  readonly revocation: object | null;
}

export class CardPageDto {
  @ApiProperty({ type: [CardDto] })
  readonly items: CardDto[];
  @ApiProperty(NULLABLE)
  readonly nextCursor: string | null;
  @ApiProperty({ description: '符合条件的总数 cards that match, on all pages' })
  readonly total: number;
}
