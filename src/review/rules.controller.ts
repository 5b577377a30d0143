import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { RuleList, RuleStatisticsAnswer, RuleView } from '../console/rules.protocol.js';
import { Roles, SignedIn, Who } from '../identity/access.decorator.js';
import type { Account } from '../identity/account.js';
import { RuleDto, RuleListDto, RuleStatisticsAnswerDto } from './rules.dto.js';
import { RulesService } from './rules.service.js';

@ApiTags('规则 rules')
@Controller('api/v1/rules')
export class RulesController {
  constructor(private readonly rules: RulesService) {}

  @Get()
  @SignedIn()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: '全部规则及各规则方案中的设置 / every rule and how profiles set it' })
  @ApiOkResponse({ type: RuleListDto })
  list(): Promise<RuleList> {
    return this.rules.list();
  }

  @Get('statistics')
  @Roles('inspector', 'province', 'admin')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: '各规则逐月的结果 / how each rule fares by month' })
  @ApiQuery({ name: 'from', type: String, required: false, description: 'YYYY-MM；缺省为最近十二个月 the last twelve' })
  @ApiQuery({ name: 'to', type: String, required: false, description: 'YYYY-MM' })
  @ApiQuery({ name: 'region', type: String, required: false, description: '行政区划代码，含其下各级' })
  @ApiOkResponse({ type: RuleStatisticsAnswerDto })
  statistics(@Query() query: unknown, @Who() account: Account): Promise<RuleStatisticsAnswer> {
    return this.rules.statistics(query, account);
  }

  @Get(':code')
  @SignedIn()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: '一条规则 / one rule' })
  @ApiOkResponse({ type: RuleDto })
  one(@Param('code') code: string): Promise<RuleView> {
    return this.rules.rule(code);
  }
}
