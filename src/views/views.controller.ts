import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Put } from '@nestjs/common';
import {
  ApiBody,
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { SavedView } from '../console/console.protocol.js';
import { SignedIn, Who } from '../identity/access.decorator.js';
import type { Account } from '../identity/account.js';
import { ViewDto, ViewRequest, ViewsDto } from './view.dto.js';
import { ViewsService } from './views.service.js';

@ApiTags('视图 views')
@Controller('api/v1/views')
@SignedIn()
export class ViewsController {
  constructor(private readonly views: ViewsService) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: '本账号保存的视图 / the views that this account has kept' })
  @ApiOkResponse({ type: ViewsDto })
  list(@Who() account: Account): Promise<{ items: SavedView[] }> {
    return this.views.list(account);
  }

  @Post()
  @ApiOperation({ summary: '保存一个视图 / keep a view' })
  @ApiBody({ type: ViewRequest })
  @ApiCreatedResponse({ type: ViewDto })
  @ApiConflictResponse({ description: '`name-taken`、`too-many`' })
  add(@Body() body: unknown, @Who() account: Account): Promise<SavedView> {
    return this.views.add(body, account);
  }

  @Put(':id')
  @ApiOperation({ summary: '改名或改条件 / rename a view or change its filters' })
  @ApiBody({ type: ViewRequest })
  @ApiOkResponse({ type: ViewDto })
  @ApiConflictResponse({ description: '`name-taken`' })
  change(@Param('id') id: string, @Body() body: unknown, @Who() account: Account): Promise<SavedView> {
    return this.views.change(id, body, account);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: '删除一个视图 / drop a view' })
  @ApiNoContentResponse()
  remove(@Param('id') id: string, @Who() account: Account): Promise<void> {
    return this.views.remove(id, account);
  }
}
