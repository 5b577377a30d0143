import { Body, Controller, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { CARD_STATUSES, type CardView } from '../console/console.protocol.js';
import { CARD_LEVELS } from '../domain/standards.js';
import { LIMIT_QUERY } from '../http/page-query.js';
import { SignedIn, Who } from '../identity/access.decorator.js';
import type { Account } from '../identity/account.js';
import { readCardQuery, readCountdownIds, YES_OR_NO } from './card.query.js';
import { CardPageDto, CardDto, CountdownsDto, CountdownsRequest } from './cards.dto.js';
import { type CardCountdowns, type CardPage, CardsService } from './cards.service.js';

@ApiTags('告警 cards')
@Controller('api/v1/cards')
@SignedIn()
export class CardsController {
  constructor(private readonly cards: CardsService) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: '按条件列出告警，新的在前 / list cards, newest first' })
  @ApiQuery({ name: 'level', enum: CARD_LEVELS, required: false })
  @ApiQuery({ name: 'rule', type: String, required: false, description: '规则代码 code of the rule' })
  @ApiQuery({ name: 'status', enum: CARD_STATUSES, required: false })
  @ApiQuery({ name: 'case', type: String, required: false, description: '办件编号 case number' })
  @ApiQuery({
    name: 'region',
    type: String,
    required: false,
    description:
      '行政区划代码，含其下各级；`210000:own` 只含本级；`:none` 未列入地区 with the regions below; only itself; none',
  })
  @ApiQuery({ name: 'item', type: String, required: false, description: '实施编码 item code' })
  @ApiQuery({ name: 'org', type: String, required: false, description: '单位代码 organisation' })
  @ApiQuery({ name: 'from', type: String, required: false, description: 'raisedAt ≥; RFC 3339 / YYYY-MM-DD' })
  @ApiQuery({ name: 'to', type: String, required: false, description: 'raisedAt ≤; RFC 3339 / YYYY-MM-DD' })
  @ApiQuery(LIMIT_QUERY)
  @ApiQuery({ name: 'cursor', type: String, required: false, description: '上一页的 nextCursor' })
  @ApiQuery({
    name: 'brief',
    enum: YES_OR_NO,
    required: false,
    description: '不含 explanation 和 evidence without explanation and evidence',
  })
  @ApiOkResponse({ type: CardPageDto })
  list(@Query() query: unknown, @Who() account: Account): Promise<CardPage> {
    return this.cards.page(readCardQuery(query), account);
  }

  @Post('countdowns')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: '这些告警的办件现在离下一个时限多远 / how far the cases of these cards are from their limits',
  })
  @ApiBody({ type: CountdownsRequest })
  @ApiOkResponse({ type: CountdownsDto })
  countdowns(@Body() body: unknown, @Who() account: Account): Promise<CardCountdowns> {
    return this.cards.countdownsOf(readCountdownIds(body), account);
  }

  @Get(':id')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: '一条告警 / one card' })
  @ApiOkResponse({ type: CardDto })
  one(@Param('id') id: string, @Who() account: Account): Promise<CardView> {
    return this.cards.card(id, account);
  }
}
