import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { SignedIn, Who } from '../identity/access.decorator.js';
import { type Account, visibleOrg } from '../identity/account.js';
import { ChangeFeed } from './change-feed.js';
import type { BriefSnapshot } from './console.protocol.js';
import { cursorOf } from './feed-position.js';
import { BriefSnapshotDto } from './snapshot.dto.js';
import { Snapshots } from './snapshots.js';

/** The socket's snapshot for a page that has just been opened: an answer travels compressed, and need not wait for a socket. */
@ApiTags('控制台 console')
@Controller('api/v1/console')
@SignedIn()
export class SnapshotController {
  constructor(
    private readonly snapshots: Snapshots,
    private readonly feed: ChangeFeed,
  ) {}

  @Get('snapshot')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: '最新的告警；以 cursor 连接推送，接着往下 / the newest cards; the socket goes on from `cursor`',
  })
  @ApiOkResponse({ type: BriefSnapshotDto })
  async newest(@Who() account: Account): Promise<BriefSnapshot> {
    const { position, cards, counts } = await this.snapshots.newest(visibleOrg(account));
    const briefs = cards.map(({ explanation: _explanation, evidence: _evidence, ...brief }) => brief);
    return { cursor: cursorOf(this.feed.epoch, position), cards: briefs, counts };
  }
}
