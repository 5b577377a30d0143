import { Controller, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { FeedOnly, FromFeed } from '../identity/access.decorator.js';
import type { Feed } from '../sources/feed.js';
import { EventRequest } from './event-request.js';

@ApiTags('events')
@Controller('api/v1/events')
export class EventController {
  constructor(@Inject(EventRequest) private readonly request: EventRequest) {}

  @Post()
  @FeedOnly()
  @ApiOperation({ summary: '报送事件 / send events (CloudEvents 1.0)' })
  post(@FromFeed() feed: Feed, @Req() req: Request, @Res() res: Response): Promise<void> {
    return this.request.answer(feed, req, res);
  }
}
