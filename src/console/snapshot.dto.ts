import { ApiProperty, OmitType } from '@nestjs/swagger';
import { CardDto } from '../cards/cards.dto.js';

class LevelCountsDto {
  @ApiProperty()
  readonly reminder: number;
  @ApiProperty()
  readonly yellow: number;
  @ApiProperty()
  readonly red: number;
}

/** A card without its explanation; the type is CardBrief. */
export class CardBriefDto extends OmitType(CardDto, ['explanation', 'evidence'] as const) {}

export class BriefSnapshotDto {
  @ApiProperty({ description: '连接推送时以 `resume` 交回 give it to the socket in `resume`' })
  readonly cursor: string;
  @ApiProperty({ type: [CardBriefDto], description: '新的在前，不含 explanation 和 evidence newest first' })
  readonly cards: CardBriefDto[];
  @ApiProperty({ type: LevelCountsDto, description: '全部告警，按级别 all cards, by level' })
  readonly counts: LevelCountsDto;
}
