import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import {
  CATALOGUE_KINDS,
  type CatalogueEntry,
  type CataloguePage,
  type OrganisationTree,
} from '../console/catalogue.protocol.js';
import { LIMIT_QUERY } from '../http/page-query.js';
import { SignedIn, Who } from '../identity/access.decorator.js';
import type { Account } from '../identity/account.js';
import { BrowseService, MAX_DEPTH } from './browse/browse.service.js';
import { CatalogueEntryDto, CataloguePageDto, OrganisationTreeDto } from './catalogue.dto.js';

export const KIND_PARAM = { name: 'kind', enum: CATALOGUE_KINDS, enumName: 'CatalogueKind' } as const;
const AT_QUERY = {
  name: 'at',
  required: false,
  type: String,
  description: '此刻（或此日）现行者，默认现在 in force at this instant or day; default: now',
} as const;

@ApiTags('目录 catalogue')
@Controller('api/v1/catalogue')
@SignedIn()
export class CatalogueController {
  constructor(private readonly browse: BrowseService) {}

  @Get('organisations/tree')
  @ApiOperation({ summary: '机构树：地区、部门、中心、窗口 / the tree of regions, departments, centres and windows' })
  @ApiQuery({ name: 'root', required: false, type: String, description: '默认自顶层 default: from the top' })
  @ApiQuery({ name: 'depth', required: false, schema: { type: 'integer', minimum: 1, maximum: MAX_DEPTH, default: 1 } })
  @ApiOkResponse({ type: OrganisationTreeDto })
  tree(@Query() query: unknown): Promise<OrganisationTree> {
    return this.browse.tree(query);
  }

  @Get(':kind')
  @ApiOperation({ summary: '目录的一类 / the entries of one kind' })
  @ApiParam(KIND_PARAM)
  @ApiQuery(LIMIT_QUERY)
  @ApiQuery({ name: 'cursor', required: false, type: String })
  @ApiQuery({ name: 'q', required: false, type: String, description: '名称或编码的一部分 part of name or code' })
  @ApiQuery({ name: 'org', required: false, type: String })
  @ApiQuery(AT_QUERY)
  @ApiOkResponse({ type: CataloguePageDto })
  list(@Param('kind') kind: string, @Query() query: unknown): Promise<CataloguePage> {
    return this.browse.list(kind, query);
  }

  @Get(':kind/:code')
  @ApiOperation({
    summary: '一条：现行版本、历史与差异 / one entry: the version in force, its history with differences',
  })
  @ApiParam(KIND_PARAM)
  @ApiQuery(AT_QUERY)
  @ApiQuery({ name: 'version', required: false, schema: { type: 'integer', minimum: 1 } })
  @ApiOkResponse({ type: CatalogueEntryDto })
  get(
    @Param('kind') kind: string,
    @Param('code') code: string,
    @Query() query: unknown,
    @Who() account: Account,
  ): Promise<CatalogueEntry> {
    return this.browse.get(kind, code, query, account);
  }
}
