import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { LIMIT_QUERY } from '../http/page-query.js';
import { Roles, Who } from '../identity/access.decorator.js';
import type { Account } from '../identity/account.js';
import { QUARANTINE_STATUSES, readQuarantineQuery } from './quarantine.query.js';
import { QuarantineService } from './quarantine.service.js';
import {
  DismissRequest,
  QuarantineEntryView,
  QuarantinePageView,
  ResubmitRequest,
  ResubmittedView,
} from './quarantine.view.js';

@ApiTags('隔离区 quarantine')
@Controller('api/v1/quarantine')
@Roles('admin', 'inspector', 'province')
export class QuarantineController {
  constructor(@Inject(QuarantineService) private readonly quarantine: QuarantineService) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: '被拒绝的事件，新的在前 / turned-down events, newest first' })
  @ApiQuery({ name: 'status', enum: QUARANTINE_STATUSES, required: false })
  @ApiQuery({ name: 'reason', type: String, required: false, description: 'unknown-member, conflict, …' })
  @ApiQuery({ name: 'source', type: String, required: false, description: 'CloudEvents source' })
  @ApiQuery({ name: 'feed', type: String, required: false, description: '信息源名称或编号 name or number' })
  @ApiQuery({ name: 'case', type: String, required: false, description: '办件编号 case number' })
  @ApiQuery({ name: 'from', type: String, required: false, description: 'receivedAt ≥; RFC 3339 / YYYY-MM-DD' })
  @ApiQuery({ name: 'to', type: String, required: false, description: 'receivedAt ≤; RFC 3339 / YYYY-MM-DD' })
  @ApiQuery(LIMIT_QUERY)
  @ApiQuery({ name: 'cursor', type: String, required: false, description: '上一页的 nextCursor' })
  @ApiOkResponse({ type: QuarantinePageView })
  list(@Query() query: unknown, @Who() account: Account): Promise<QuarantinePageView> {
    return this.quarantine.page(readQuarantineQuery(query), account);
  }

  @Get(':id')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: '一条被拒绝的事件 / one turned-down event' })
  @ApiOkResponse({ type: QuarantineEntryView })
  one(@Param('id') id: string, @Who() account: Account): Promise<QuarantineEntryView> {
    return this.quarantine.entry(id, account);
  }

  @Post(':id/resubmit')
  @HttpCode(200)
  @Roles('admin')
  @ApiOperation({
    summary: '重新报送，可附更正 / resubmit, corrected where need be',
    description:
      '以原信息源的名义报送；再被拒绝则回 422，原记录不变 / in the name of its feed; 422 when it is turned down again, the entry stays as it is',
  })
  @ApiBody({ type: ResubmitRequest, required: false })
  @ApiOkResponse({ type: ResubmittedView })
  resubmit(@Param('id') id: string, @Body() body: unknown, @Who() account: Account): Promise<ResubmittedView> {
    return this.quarantine.resubmit(id, body, account);
  }

  @Post(':id/dismiss')
  @HttpCode(200)
  @Roles('admin')
  @ApiOperation({ summary: '不予处理，说明理由 / dismiss, with a reason' })
  @ApiBody({ type: DismissRequest })
  @ApiOkResponse({ type: QuarantineEntryView })
  dismiss(@Param('id') id: string, @Body() body: unknown, @Who() account: Account): Promise<QuarantineEntryView> {
    return this.quarantine.dismiss(id, body, account);
  }
}
