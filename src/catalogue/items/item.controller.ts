import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { LIMIT_QUERY } from '../../http/page-query.js';
import { Roles, SignedIn, Who } from '../../identity/access.decorator.js';
import type { Account } from '../../identity/account.js';
import { ItemDto } from './item.dto.js';
import { ItemService } from './item.service.js';
import { ItemPageSchema, ItemSchema, ItemVersionsSchema } from './item.view.js';
import type { ItemPageView, ItemVersionsView, ItemView } from './item.view.js';

@ApiTags('事项 items')
@Controller('api/v1/items')
export class ItemController {
  constructor(private readonly items: ItemService) {}

  @Put(':code')
  @Roles('admin')
  @ApiOperation({
    summary: '发布事项，内容变化即成新版本 / publish an item; a change makes a new version',
    description:
      '未写 effectiveFrom 时，首版自始有效，其后各版自现在起有效。' +
      'Without effectiveFrom the first version is in force from the beginning, later ones from now.',
  })
  @ApiBody({ type: ItemDto })
  @ApiOkResponse({ type: ItemSchema })
  put(@Param('code') code: string, @Body() body: unknown, @Who() account: Account): Promise<ItemView> {
    return this.items.put(code, body, account);
  }

  @Get()
  @SignedIn()
  @ApiOperation({ summary: '事项目录 / items, the newest version of each' })
  @ApiQuery(LIMIT_QUERY)
  @ApiQuery({ name: 'cursor', required: false, type: String })
  @ApiQuery({ name: 'q', required: false, type: String, description: '名称或编码的一部分 part of name or code' })
  @ApiQuery({ name: 'org', required: false, type: String })
  @ApiOkResponse({ type: ItemPageSchema })
  list(@Query() query: unknown): Promise<ItemPageView> {
    return this.items.list(query);
  }

  @Get(':code')
  @SignedIn()
  @ApiOperation({ summary: '事项及其版本 / an item and its versions' })
  @ApiQuery({ name: 'version', required: false, type: String, description: '默认最新 default: the newest' })
  @ApiOkResponse({ type: ItemVersionsSchema })
  get(@Param('code') code: string, @Query() query: unknown): Promise<ItemVersionsView> {
    return this.items.get(code, query);
  }
}
