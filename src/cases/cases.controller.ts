import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiConflictResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { CaseView, ClockSheet } from '../console/console.protocol.js';
import { SignedIn, Who } from '../identity/access.decorator.js';
import type { Account } from '../identity/account.js';
import { CaseDto, ClockSheetDto } from './cases.dto.js';
import { CasesService } from './cases.service.js';

@ApiTags('办件 cases')
@Controller('api/v1/cases')
@SignedIn()
@ApiConflictResponse({ description: '无法研判，没有时限可示 cannot be judged, has no clocks (`could-not-judge`)' })
@ApiParam({ name: 'caseNo', description: '办件编号（需 URL 编码） case number, URL-encoded' })
export class CasesController {
  constructor(private readonly cases: CasesService) {}

  @Get(':caseNo')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: '办件的事件、时限和告警 / events, clocks and cards of a case' })
  @ApiOkResponse({ type: CaseDto })
  view(@Param('caseNo') caseNo: string, @Who() account: Account): Promise<CaseView> {
    return this.cases.view(caseNo, account);
  }

  @Get(':caseNo/clock-sheet')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: '计时单：每一日计或不计及其原因 / every day, counted or not, and why' })
  @ApiOkResponse({ type: ClockSheetDto })
  clockSheet(@Param('caseNo') caseNo: string, @Who() account: Account): Promise<ClockSheet> {
    return this.cases.clockSheet(caseNo, account);
  }
}
