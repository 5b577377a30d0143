import { Body, Controller, Delete, Get, HttpCode, Param, ParseIntPipe, Post, Put, Query } from '@nestjs/common';
import {
  ApiBody,
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiForbiddenResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import {
  CATALOGUE_KINDS,
  type CatalogueDraft,
  DRAFT_STATES,
  type DraftPage,
  type DraftTrial,
} from '../../console/catalogue.protocol.js';
import { LIMIT_QUERY } from '../../http/page-query.js';
import { Roles, Who } from '../../identity/access.decorator.js';
import type { Account } from '../../identity/account.js';
import { KIND_PARAM } from '../catalogue.controller.js';
import { CheckDto, DraftDto, DraftEditDto, DraftInputDto, DraftPageDto, DraftTrialDto } from './draft.dto.js';
import { DraftService } from './draft.service.js';

const STATE_QUERY = { name: 'state', required: false, enum: DRAFT_STATES } as const;
const CURSOR_QUERY = { name: 'cursor', required: false, type: String } as const;

@ApiTags('目录 catalogue')
@Controller('api/v1/catalogue')
@Roles('admin', 'province')
export class DraftController {
  constructor(private readonly drafts: DraftService) {}

  @Get('drafts')
  @ApiOperation({ summary: '草案 / drafts, the newest first' })
  @ApiQuery({ name: 'kind', required: false, enum: CATALOGUE_KINDS })
  @ApiQuery(STATE_QUERY)
  @ApiQuery(LIMIT_QUERY)
  @ApiQuery(CURSOR_QUERY)
  @ApiOkResponse({ type: DraftPageDto })
  all(@Query() query: unknown, @Who() account: Account): Promise<DraftPage> {
    return this.drafts.list(query, account);
  }

  @Get(':kind/:code/drafts')
  @ApiOperation({ summary: '一条的草案 / the drafts of one entry' })
  @ApiParam(KIND_PARAM)
  @ApiQuery(STATE_QUERY)
  @ApiQuery(LIMIT_QUERY)
  @ApiQuery(CURSOR_QUERY)
  @ApiOkResponse({ type: DraftPageDto })
  list(@Param('kind') kind: string, @Param('code') code: string, @Query() query: unknown, @Who() account: Account) {
    return this.drafts.list(query, account, kind, code);
  }

  @Post(':kind/:code/validate')
  @HttpCode(200)
  @ApiOperation({ summary: '试校验，不保存 / what a draft would be told; nothing is stored' })
  @ApiParam(KIND_PARAM)
  @ApiBody({ type: DraftInputDto })
  @ApiOkResponse({ type: DraftTrialDto })
  validate(@Param('kind') kind: string, @Param('code') code: string, @Body() body: unknown): Promise<DraftTrial> {
    return this.drafts.validate(kind, code, body);
  }

  @Post(':kind/:code/drafts')
  @ApiOperation({ summary: '起草新版本 / draft a new version' })
  @ApiParam(KIND_PARAM)
  @ApiBody({ type: DraftInputDto })
  @ApiCreatedResponse({ type: DraftDto })
  @ApiForbiddenResponse({ description: '`out-of-scope`' })
  post(
    @Param('kind') kind: string,
    @Param('code') code: string,
    @Body() body: unknown,
    @Who() account: Account,
  ): Promise<CatalogueDraft> {
    return this.drafts.post(kind, code, body, account);
  }

  @Get(':kind/:code/drafts/:id')
  @ApiOperation({ summary: '草案与现行版本的差异 / a draft and what it changes' })
  @ApiParam(KIND_PARAM)
  @ApiOkResponse({ type: DraftDto })
  get(
    @Param('kind') kind: string,
    @Param('code') code: string,
    @Param('id', ParseIntPipe) id: number,
    @Who() account: Account,
  ): Promise<CatalogueDraft> {
    return this.drafts.get(kind, code, id, account);
  }

  @Put(':kind/:code/drafts/:id')
  @ApiOperation({ summary: '修改草案 / edit a draft' })
  @ApiParam(KIND_PARAM)
  @ApiBody({ type: DraftEditDto })
  @ApiOkResponse({ type: DraftDto })
  @ApiConflictResponse({ description: '`draft-closed`、`draft-edited`' })
  put(
    @Param('kind') kind: string,
    @Param('code') code: string,
    @Param('id', ParseIntPipe) id: number,
    @Body() body: unknown,
    @Who() account: Account,
  ): Promise<CatalogueDraft> {
    return this.drafts.put(kind, code, id, body, account);
  }

  @Delete(':kind/:code/drafts/:id')
  @HttpCode(204)
  @ApiOperation({ summary: '撤回草案 / withdraw a draft' })
  @ApiParam(KIND_PARAM)
  @ApiNoContentResponse()
  @ApiForbiddenResponse({ description: '`not-the-writer`' })
  @ApiConflictResponse({ description: '`draft-closed`' })
  withdraw(
    @Param('kind') kind: string,
    @Param('code') code: string,
    @Param('id', ParseIntPipe) id: number,
    @Who() account: Account,
  ): Promise<void> {
    return this.drafts.withdraw(kind, code, id, account);
  }

  @Post(':kind/:code/drafts/:id/check')
  @HttpCode(200)
  @ApiOperation({
    summary: '第二人审核：生效或退回 / a second person checks it: in force, or sent back',
    description: '起草、修改过的人不能审核。 Nobody checks what he has written in.',
  })
  @ApiParam(KIND_PARAM)
  @ApiBody({ type: CheckDto })
  @ApiOkResponse({ type: DraftDto })
  @ApiForbiddenResponse({ description: '`second-person`' })
  @ApiConflictResponse({ description: '`draft-closed`、`draft-edited`、`changed-standard`、`catalogue-moves`' })
  check(
    @Param('kind') kind: string,
    @Param('code') code: string,
    @Param('id', ParseIntPipe) id: number,
    @Body() body: unknown,
    @Who() account: Account,
  ): Promise<CatalogueDraft> {
    return this.drafts.check(kind, code, id, body, account);
  }
}
