import { applyDecorators, Body, Controller, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiConflictResponse, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { type FindingPage, type FindingView, STATUS_FILTERS, type UnjudgedPage } from '../console/findings.protocol.js';
import { RULE_CATEGORIES } from '../domain/review/rule.js';
import { CARD_LEVELS } from '../domain/standards.js';
import { LIMIT_QUERY } from '../http/page-query.js';
import { Roles, Who } from '../identity/access.decorator.js';
import type { Account } from '../identity/account.js';
import { readConfirmation, readDismissal, readFindingQuery, readUnjudgedQuery, REVIEW_MODES } from './finding.query.js';
import {
  ConfirmFindingRequest,
  DismissFindingRequest,
  FindingDto,
  FindingPageDto,
  UnjudgedPageDto,
} from './findings.dto.js';
import { FindingsService } from './findings.service.js';

const textQuery = (name: string, description: string): MethodDecorator =>
  ApiQuery({ name, type: String, required: false, description });
const choice = (name: string, values: readonly string[]): MethodDecorator =>
  ApiQuery({ name, enum: values, required: false });

/** Of both lists. */
const ListQueries = (): MethodDecorator =>
  applyDecorators(
    textQuery('rule', '规则代码 code of the rule'),
    textQuery('case', '办件编号 case number'),
    textQuery('region', '行政区划代码，含其下各级；`210000:own` 只含本级；`:none` 未列入地区 with the regions below'),
    textQuery('org', '单位代码 organisation'),
    textQuery('item', '实施编码 item code'),
    ApiQuery(LIMIT_QUERY),
    textQuery('cursor', '上一页的 nextCursor'),
  );

const Decided = (): MethodDecorator =>
  applyDecorators(
    HttpCode(200),
    ApiOkResponse({ type: FindingDto }),
    ApiConflictResponse({
      description:
        '`already-decided` 已有决定或已撤回；`finding-changed` 内容已变；`hint` 线索不能亮牌 decided or withdrawn before; it says something else now; a hint is never a card',
    }),
  );

@ApiTags('发现 findings')
@Controller('api/v1')
@Roles('inspector', 'province', 'admin')
export class FindingsController {
  constructor(private readonly findings: FindingsService) {}

  @Get('findings')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: '待确认的发现和线索，按记录先后，新的在前 / findings and hints in order of recording, the last one first',
  })
  @choice('status', STATUS_FILTERS)
  @choice('category', RULE_CATEGORIES)
  @choice('mode', REVIEW_MODES)
  @choice('level', CARD_LEVELS)
  @textQuery('from', 'raisedAt ≥; RFC 3339 / YYYY-MM-DD')
  @textQuery('to', 'raisedAt ≤; RFC 3339 / YYYY-MM-DD')
  @ListQueries()
  @ApiOkResponse({ type: FindingPageDto })
  list(@Query() query: unknown, @Who() account: Account): Promise<FindingPage> {
    return this.findings.page(readFindingQuery(query), account);
  }

  @Get('findings/:id')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: '一条发现及其依据、计算、经过 / one finding, what it rests on, what became of it' })
  @ApiOkResponse({ type: FindingDto })
  one(@Param('id') id: string, @Who() account: Account): Promise<FindingView> {
    return this.findings.finding(id, account);
  }

  @Post('findings/:id/confirm')
  @Roles('inspector', 'province')
  @ApiOperation({ summary: '确认：亮牌 / confirm: it becomes a card' })
  @ApiBody({ type: ConfirmFindingRequest, required: false })
  @Decided()
  confirm(@Param('id') id: string, @Body() body: unknown, @Who() account: Account): Promise<FindingView> {
    return this.findings.decide(id, readConfirmation(body), account);
  }

  @Post('findings/:id/dismiss')
  @Roles('inspector', 'province')
  @ApiOperation({ summary: '排除，须说明理由 / dismiss, with a reason' })
  @ApiBody({ type: DismissFindingRequest })
  @Decided()
  dismiss(@Param('id') id: string, @Body() body: unknown, @Who() account: Account): Promise<FindingView> {
    return this.findings.decide(id, readDismissal(body), account);
  }

  @Get('unjudged')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: '无法判断的办件和所缺的数据 / what could not be judged, and for want of what' })
  @textQuery('missing', '所缺的数据 what is missing')
  @ListQueries()
  @ApiOkResponse({ type: UnjudgedPageDto })
  unjudged(@Query() query: unknown, @Who() account: Account): Promise<UnjudgedPage> {
    return this.findings.unjudged(readUnjudgedQuery(query), account);
  }
}
