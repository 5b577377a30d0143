import { Body, Controller, Get, Header, Post, Query } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { knownQuery } from '../http/input.js';
import { Roles, Who } from '../identity/access.decorator.js';
import type { Account } from '../identity/account.js';
import { SourceService } from './source.service.js';
import { CreatedSourceView, SourceListView, SourceRequest } from './source.view.js';

@ApiTags('来源 sources')
@Controller('api/v1/sources')
export class SourceController {
  constructor(private readonly sources: SourceService) {}

  @Post()
  @Roles('admin')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: '登记来源，令牌只显示一次 / register a source; its token is shown once' })
  @ApiBody({ type: SourceRequest })
  @ApiCreatedResponse({ type: CreatedSourceView })
  add(@Body() body: unknown, @Who() account: Account): Promise<CreatedSourceView> {
    return this.sources.add(body, account);
  }

  @Get()
  @Roles('admin', 'inspector', 'province')
  @ApiOperation({ summary: '来源、水位和报送状态 / sources, their watermarks and whether they report as agreed' })
  @ApiOkResponse({ type: SourceListView })
  list(@Query() query: unknown, @Who() account: Account): Promise<SourceListView> {
    knownQuery(query, []);
    return this.sources.list(account);
  }
}
