import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Param,
  Post,
  Query,
  type StreamableFile,
} from '@nestjs/common';
import {
  ApiBody,
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiQuery,
  ApiTags,
  ApiTooManyRequestsResponse,
} from '@nestjs/swagger';
import {
  CHANGE_KINDS,
  CHANGE_TIERS,
  type TrialBrief,
  type TrialChangePage,
  type TrialGroups,
  type TrialList,
  type TrialView,
} from '../console/trials.protocol.js';
import { LIMIT_QUERY } from '../http/page-query.js';
import { Roles, Who } from '../identity/access.decorator.js';
import type { Account } from '../identity/account.js';
import { TrialChangePageDto } from './trial-changes.dto.js';
import { TrialBriefDto, TrialDto, TrialGroupsDto, TrialListDto, TrialRequestDto } from './trials.dto.js';
import { TrialsService } from './trials.service.js';

@ApiTags('试算 trials')
@Controller('api/v1/trials')
@Roles('inspector', 'province', 'admin')
export class TrialsController {
  constructor(private readonly trials: TrialsService) {}

  @Post()
  @ApiOperation({
    summary: '以草案试算一段时期的办件，只看不改 / try a draft on the stored cases of a period; nothing is touched',
  })
  @ApiBody({ type: TrialRequestDto })
  @ApiCreatedResponse({ type: TrialBriefDto })
  @ApiTooManyRequestsResponse({ description: '`too-many-waiting`' })
  start(@Body() body: unknown, @Who() account: Account): Promise<TrialBrief> {
    return this.trials.start(body, account);
  }

  @Get()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: '试算，新的在前 / the trials, newest first' })
  @ApiOkResponse({ type: TrialListDto })
  list(@Who() account: Account): Promise<TrialList> {
    return this.trials.list(account);
  }

  @Get(':id')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: '一次试算：进度，结束后为汇总 / one trial: its progress, and its summary once it is done' })
  @ApiOkResponse({ type: TrialDto })
  one(@Param('id') id: string, @Who() account: Account): Promise<TrialView> {
    return this.trials.one(id, account);
  }

  @Get(':id/changes')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: '逐件列出变化，附两次计算 / the changes case by case, with both computations' })
  @ApiQuery({ name: 'rule', type: String, required: false })
  @ApiQuery({ name: 'org', type: String, required: false, description: '`:none`：没有单位 without organisation' })
  @ApiQuery({ name: 'item', type: String, required: false, description: '`:none`：没有事项 without item' })
  @ApiQuery({ name: 'kind', enum: CHANGE_KINDS, required: false })
  @ApiQuery({ name: 'tier', enum: CHANGE_TIERS, required: false })
  @ApiQuery(LIMIT_QUERY)
  @ApiQuery({ name: 'cursor', type: String, required: false, description: '上一页的 nextCursor' })
  @ApiOkResponse({ type: TrialChangePageDto })
  changes(@Param('id') id: string, @Query() query: unknown, @Who() account: Account): Promise<TrialChangePage> {
    return this.trials.changes(id, query, account);
  }

  @Get(':id/result.csv')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: '结果的 CSV：汇总，或逐件变化 / the result as CSV: its totals, or the changes case by case',
  })
  @ApiQuery({ name: 'part', enum: ['summary', 'changes'], required: false, description: '默认 changes' })
  @ApiQuery({ name: 'rule', type: String, required: false })
  @ApiQuery({ name: 'org', type: String, required: false })
  @ApiQuery({ name: 'item', type: String, required: false })
  @ApiQuery({ name: 'kind', enum: CHANGE_KINDS, required: false })
  @ApiQuery({ name: 'tier', enum: CHANGE_TIERS, required: false })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @ApiConflictResponse({ description: '`trial-open`' })
  csv(@Param('id') id: string, @Query() query: unknown, @Who() account: Account): Promise<StreamableFile> {
    return this.trials.csv(id, query, account);
  }

  @Get(':id/groups')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: '变化按规则、单位、事项，互相筛选 / the changes by rule, department and item, which narrow each other',
  })
  @ApiQuery({ name: 'rule', type: String, required: false })
  @ApiQuery({ name: 'org', type: String, required: false, description: '`:none`：没有单位 without organisation' })
  @ApiQuery({ name: 'item', type: String, required: false, description: '`:none`：没有事项 without item' })
  @ApiQuery({ name: 'kind', enum: CHANGE_KINDS, required: false })
  @ApiQuery({ name: 'tier', enum: CHANGE_TIERS, required: false })
  @ApiOkResponse({ type: TrialGroupsDto })
  groups(@Param('id') id: string, @Query() query: unknown, @Who() account: Account): Promise<TrialGroups> {
    return this.trials.groups(id, query, account);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @ApiOperation({ summary: '取消等待或进行中的试算 / cancel a trial that waits or runs' })
  @ApiOkResponse({ type: TrialBriefDto })
  @ApiConflictResponse({ description: '`trial-over`' })
  cancel(@Param('id') id: string, @Who() account: Account): Promise<TrialBrief> {
    return this.trials.cancel(id, account);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: '删除一次已结束的试算 / drop a trial that is over' })
  @ApiNoContentResponse()
  @ApiConflictResponse({ description: '`trial-open`' })
  remove(@Param('id') id: string, @Who() account: Account): Promise<void> {
    return this.trials.remove(id, account);
  }
}
