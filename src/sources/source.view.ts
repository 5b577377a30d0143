import { ApiProperty } from '@nestjs/swagger';
import { rfc3339, SECOND, type Instant } from '../domain/instant.js';
import { FEED_STATES, type FeedHealth, type FeedState } from './feed-health.js';
import { horizonOf, type Feed } from './feed.js';
import type { FeedRecord } from './feed.repository.js';

const POLICIES = ['clock', 'declared'] as const;
const MOMENT = { type: String, format: 'date-time', nullable: true } as const;

/** POST /api/v1/sources */
export class SourceRequest {
  @ApiProperty({ maxLength: 64 })
  readonly name: string;
  @ApiProperty({
    type: [String],
    example: ['210000-sczj'],
    description: '机构代码、“前缀*”或“*” codes, "prefix*" or "*"',
  })
  readonly scope: string[];
  @ApiProperty({ enum: POLICIES })
  readonly watermark: Feed['policy'];
  @ApiProperty({
    required: false,
    default: 60,
    oneOf: [
      { type: 'integer', minimum: 0, maximum: 86_400 },
      { type: 'string', example: 'PT90S' },
    ],
    description: '整秒数或时长 whole seconds, or a duration (90s, 5m, 1h30m, PT90S)',
  })
  readonly maxLag?: number | string;
}

export class SourceView {
  @ApiProperty()
  readonly id: number;
  @ApiProperty()
  readonly name: string;
  @ApiProperty({ type: [String] })
  readonly scope: readonly string[];
  @ApiProperty({ enum: POLICIES })
  readonly watermark: Feed['policy'];
  @ApiProperty({ description: '秒 seconds' })
  readonly maxLag: number;
}

export class CreatedSourceView extends SourceView {
  @ApiProperty({ description: '只显示这一次 shown this once' })
  readonly token: string;
}

export class ReasonView {
  @ApiProperty()
  readonly zh: string;
  @ApiProperty()
  readonly en: string;
}

export class ListedSourceView extends SourceView {
  @ApiProperty({ ...MOMENT, description: '申报水位 the declared watermark' })
  readonly declaredUntil: string | null;
  @ApiProperty({ ...MOMENT, description: '已报齐至 the instant up to which it has reported everything' })
  readonly reportedUntil: string | null;
  @ApiProperty({ ...MOMENT, description: '最近收到新事件，精确到 10 秒 when its newest event was received, to 10 s' })
  readonly lastReceivedAt: string | null;
  @ApiProperty({
    type: [Number],
    nullable: true,
    description:
      '最近 24 个钟点各收到的新事件数，末位为当前钟点；信息源也报送本账号所辖以外的机构时为 null new events in each of the last 24 hours of the clock, this one last; null where the source reports on others than this account may see',
  })
  readonly received: readonly number[] | null;
  @ApiProperty({ type: String, format: 'date-time' })
  readonly createdAt: string;
  @ApiProperty(MOMENT)
  readonly disabledAt: string | null;
  @ApiProperty({ enum: FEED_STATES, description: '报送状态 whether it reports as agreed' })
  readonly state: FeedState;
  @ApiProperty({ ...MOMENT, description: '自何时如此 when this state began; null for ok' })
  readonly since: string | null;
  @ApiProperty({ description: '需要监察员处置 the inspectors should see to it' })
  readonly alarm: boolean;
  @ApiProperty({ description: '模拟器的线路 a line of the simulator' })
  readonly simulated: boolean;
  @ApiProperty({ type: ReasonView })
  readonly reason: ReasonView;
}

export class SourceListView {
  @ApiProperty({ type: [ListedSourceView] })
  readonly items: readonly ListedSourceView[];
}

export const sourceView = ({ id, name, scope, policy, maxLag }: Feed): SourceView => ({
  id,
  name,
  scope,
  watermark: policy,
  maxLag: maxLag / SECOND,
});

const shown = (at: Instant | null | undefined): string | null =>
  at === null || at === undefined || !Number.isFinite(at) ? null : rfc3339(at);

export const listedSourceView = (
  feed: FeedRecord,
  health: FeedHealth,
  now: Instant,
  received: readonly number[] | null,
): ListedSourceView => ({
  ...sourceView(feed),
  declaredUntil: shown(feed.declaredUntil),
  reportedUntil: shown(horizonOf(feed, feed.declaredUntil ?? undefined, now)),
  lastReceivedAt: shown(feed.lastReceivedAt),
  received,
  createdAt: rfc3339(feed.createdAt),
  disabledAt: shown(feed.disabledAt),
  state: health.state,
  since: shown(health.since),
  alarm: health.alarm,
  simulated: feed.simulated,
  reason: health.reason,
});
