import { Body, Controller, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiConflictResponse, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { HINT_STATUSES, type HintPage, type HintRuleView, type HintView } from '../console/hints.protocol.js';
import { LIMIT_QUERY } from '../http/page-query.js';
import { Roles, SignedIn, Who } from '../identity/access.decorator.js';
import type { Account } from '../identity/account.js';
import { readHintId, readHintQuery, readNote } from './hint.query.js';
import { hintRules } from './hint.view.js';
import { HintDto, HintNoteDto, HintPageDto, HintRulesDto } from './hints.dto.js';
import { HintsService } from './hints.service.js';

@ApiTags('线索 hints')
@Controller('api/v1/hints')
export class HintsController {
  constructor(private readonly hints: HintsService) {}

  @Get()
  @Roles('inspector', 'province', 'admin')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: '多个办件合起来显示的线索，新的在前 / what many cases together show, newest first' })
  @ApiQuery({ name: 'status', enum: HINT_STATUSES, required: false })
  @ApiQuery({ name: 'rule', type: String, required: false })
  @ApiQuery({ name: 'org', type: String, required: false })
  @ApiQuery(LIMIT_QUERY)
  @ApiQuery({ name: 'cursor', type: String, required: false, description: '上一页的 nextCursor' })
  @ApiOkResponse({ type: HintPageDto })
  list(@Query() query: unknown, @Who() account: Account): Promise<HintPage> {
    return this.hints.page(readHintQuery(query), account);
  }

  @Get('rules')
  @SignedIn()
  @ApiOperation({
    summary: '多个办件合起来看的规则，和对报送的规则 / rules over many cases, and about what sources report',
  })
  @ApiOkResponse({ type: HintRulesDto })
  rules(): { items: HintRuleView[] } {
    return { items: hintRules() };
  }

  @Post(':id/close')
  @Roles('inspector', 'province')
  @HttpCode(200)
  @ApiOperation({ summary: '记下核查结果 / note what came of it' })
  @ApiBody({ type: HintNoteDto })
  @ApiOkResponse({ type: HintDto })
  @ApiConflictResponse({ description: '`hint-closed`' })
  close(@Param('id') id: string, @Body() body: unknown, @Who() account: Account): Promise<HintView> {
    return this.hints.close(readHintId(id), readNote(body), account);
  }
}
