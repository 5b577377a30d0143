import { applyDecorators, Controller, Get, Header, Param, Query } from '@nestjs/common';
import { ApiConflictResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { CaseView, ClockSheet } from '../console/console.protocol.js';
import type { CaseList } from '../console/figures.protocol.js';
import { SignedIn, Who } from '../identity/access.decorator.js';
import type { Account } from '../identity/account.js';
import { CaseListDto, CaseListQueries } from './case-list.dto.js';
import { readCaseListQuery } from './case-list.query.js';
import { CaseListService } from './case-list.service.js';
import { CaseDto, ClockSheetDto } from './cases.dto.js';
import { CasesService } from './cases.service.js';

const OneCase = (): MethodDecorator =>
  applyDecorators(
    ApiConflictResponse({ description: '无法研判，没有时限可示 cannot be judged, has no clocks (`could-not-judge`)' }),
    ApiParam({ name: 'caseNo', description: '办件编号（需 URL 编码） case number, URL-encoded' }),
  );

@ApiTags('办件 cases')
@Controller('api/v1/cases')
@SignedIn()
export class CasesController {
  constructor(
    private readonly cases: CasesService,
    private readonly lists: CaseListService,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: '按条件列出、查找办件，收件晚的在前 / list and search cases, newest receipt first' })
  @CaseListQueries()
  @ApiOkResponse({ type: CaseListDto })
  list(@Query() query: unknown, @Who() account: Account): Promise<CaseList> {
    return this.lists.page(readCaseListQuery(query), account);
  }

  @Get(':caseNo')
  @OneCase()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: '办件的事件、时限和告警 / events, clocks and cards of a case' })
  @ApiOkResponse({ type: CaseDto })
  view(@Param('caseNo') caseNo: string, @Who() account: Account): Promise<CaseView> {
    return this.cases.view(caseNo, account);
  }

  @Get(':caseNo/clock-sheet')
  @OneCase()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: '计时单：每一日计或不计及其原因 / every day, counted or not, and why' })
  @ApiOkResponse({ type: ClockSheetDto })
  clockSheet(@Param('caseNo') caseNo: string, @Who() account: Account): Promise<ClockSheet> {
    return this.cases.clockSheet(caseNo, account);
  }
}
