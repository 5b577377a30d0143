import { Body, Controller, Get, HttpCode, Param, ParseIntPipe, Post, Query, Req } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiBody,
  ApiConflictResponse,
  ApiConsumes,
  ApiForbiddenResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiPayloadTooLargeResponse,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import type { Request } from 'express';
import type { BatchPage, CatalogueBatch, ImportAnswer } from '../../console/exchange.protocol.js';
import { LIMIT_QUERY } from '../../http/page-query.js';
import { Roles, Who } from '../../identity/access.decorator.js';
import type { Account } from '../../identity/account.js';
import { KIND_PARAM } from '../catalogue.controller.js';
import { MAX_NOTE } from '../drafts/draft.input.js';
import { BatchService } from './batch.service.js';
import { BatchCheckDto, BatchDto, BatchPageDto, ImportAnswerDto } from './exchange.dto.js';
import { IMPORT_TYPES } from './file.reader.js';
import { ImportService } from './import.service.js';
import { NationalService } from './national/national.service.js';

const FILE = { schema: { type: 'string', format: 'binary' } } as const;
const APPLY = {
  name: 'apply',
  required: false,
  enum: ['true', 'false'],
  description: '默认 false：试导入 default: a dry run',
} as const;
const NOTE = { name: 'note', required: false, schema: { type: 'string' as const, maxLength: MAX_NOTE } };

@ApiTags('目录 catalogue')
@Controller('api/v1/catalogue')
@Roles('admin', 'province')
export class ImportController {
  constructor(
    private readonly imports: ImportService,
    private readonly batches: BatchService,
    private readonly national: NationalService,
  ) {}

  @Post('items/import-national')
  @HttpCode(200)
  @ApiOperation({
    summary: '导入国家实施清单 / import the national implementation list',
    description:
      '正文为 up_task_general_basic 的 CSV，或含 _basic、_extend、_material、_fee_project 的 ZIP；代码值按映射文件解释，不认识的列出，绝不猜。' +
      'A CSV of up_task_general_basic, or a ZIP of the four tables; a mapping file says what code values mean, an unknown one is listed and never guessed.',
  })
  @ApiConsumes('text/csv', 'application/zip')
  @ApiBody(FILE)
  @ApiQuery({ name: 'source', required: true, type: String, description: 'config/mappings/<source>.yaml' })
  @ApiQuery(APPLY)
  @ApiQuery(NOTE)
  @ApiOkResponse({ type: ImportAnswerDto })
  postNational(@Query() query: unknown, @Req() req: Request, @Who() account: Account): Promise<ImportAnswer> {
    return this.national.post(req, query, account);
  }

  @Post(':kind/import')
  @HttpCode(200)
  @ApiOperation({
    summary: '导入文件：先试，后成草案 / import a file: a dry run, then drafts of one batch',
    description:
      '逐条回答新增、变更（附差异）、无变化、不予导入（行、列、理由）。apply=true 时可导入者成为一个批次的草案，由第二人审核；不予导入者随批次保存。' +
      'Each entry is new, changed, the same or refused with its reason. With apply=true all accepted ones become drafts of one batch, to be checked by a second person; the batch keeps what was refused.',
  })
  @ApiParam(KIND_PARAM)
  @ApiConsumes(...Object.keys(IMPORT_TYPES))
  @ApiBody(FILE)
  @ApiQuery(APPLY)
  @ApiQuery(NOTE)
  @ApiQuery({ name: 'table', required: false, type: String, description: 'CSV 的表名 which table a CSV file is' })
  @ApiOkResponse({ type: ImportAnswerDto })
  @ApiBadRequestResponse({
    description:
      '文件无法读取 `wrong-encoding` `unknown-column` `missing-column` `broken-xlsx` … the file cannot be read',
  })
  @ApiPayloadTooLargeResponse({ description: '`too-large`' })
  post(
    @Param('kind') kind: string,
    @Query() query: unknown,
    @Req() req: Request,
    @Who() account: Account,
  ): Promise<ImportAnswer> {
    return this.imports.post(kind, req, query, account);
  }

  @Get('batches')
  @ApiOperation({ summary: '导入批次 / imports, the newest first' })
  @ApiQuery(LIMIT_QUERY)
  @ApiQuery({ name: 'cursor', required: false, type: String })
  @ApiOkResponse({ type: BatchPageDto })
  list(@Query() query: unknown, @Who() account: Account): Promise<BatchPage> {
    return this.batches.list(query, account);
  }

  @Get('batches/:id')
  @ApiOperation({ summary: '一个批次：草案与不予导入的行 / one import: its drafts, and what was refused' })
  @ApiOkResponse({ type: BatchDto })
  get(@Param('id', ParseIntPipe) id: number, @Who() account: Account): Promise<CatalogueBatch> {
    return this.batches.get(id, account);
  }

  @Post('batches/:id/check')
  @HttpCode(200)
  @ApiOperation({
    summary:
      '第二人整批审核：待审核的草案全部生效（或待生效），或全部退回 / a second person checks all open drafts, all or none',
  })
  @ApiBody({ type: BatchCheckDto })
  @ApiOkResponse({ type: BatchDto })
  @ApiForbiddenResponse({ description: '`second-person`' })
  @ApiConflictResponse({ description: '`batch-edited` `batch-closed` `catalogue-moves`' })
  check(
    @Param('id', ParseIntPipe) id: number,
    @Body() body: unknown,
    @Who() account: Account,
  ): Promise<CatalogueBatch> {
    return this.batches.check(id, body, account);
  }
}
