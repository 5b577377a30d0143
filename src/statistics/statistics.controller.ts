import { applyDecorators, Controller, Get, Header, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import { GROUPINGS, type MonthFigures, type Overview } from '../console/figures.protocol.js';
import { knownQuery } from '../http/input.js';
import { SignedIn, Who } from '../identity/access.decorator.js';
import { FairShare } from '../identity/fair-share.js';
import type { Account } from '../identity/account.js';
import { MonthFiguresDto, OverviewDto } from './statistics.dto.js';
import { StatisticsService } from './statistics.service.js';

const MonthQueries = (): MethodDecorator =>
  applyDecorators(
    ApiQuery({ name: 'month', type: String, required: false, description: 'YYYY-MM；缺省为本月 default: this month' }),
    ApiQuery({ name: 'by', enum: GROUPINGS, required: false, description: '缺省 default: region' }),
    ApiQuery({
      name: 'region',
      type: String,
      required: false,
      description:
        '行政区划代码，含其下各级；`210000:own` 只含本级；`:none` 未列入地区 with the regions below; only itself; none',
    }),
    ApiQuery({ name: 'org', type: String, required: false, description: '单位代码 organisation; `:none`' }),
    ApiQuery({ name: 'item', type: String, required: false, description: '实施编码 item code; `:none`' }),
  );

@ApiTags('统计 statistics')
@Controller('api/v1/statistics')
@SignedIn()
@FairShare()
export class StatisticsController {
  constructor(private readonly statistics: StatisticsService) {}

  @Get('month')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: '一个月的数字，按地区、单位或事项 / figures of a month by region, organisation or item' })
  @MonthQueries()
  @ApiOkResponse({ type: MonthFiguresDto })
  month(@Query() query: unknown, @Who() account: Account): Promise<MonthFigures> {
    return this.statistics.asked(query, account);
  }

  @Get('month.csv')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: '同一张表的 CSV 文件 / the same table as a CSV file' })
  @MonthQueries()
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  file(@Query() query: unknown, @Who() account: Account): Promise<StreamableFile> {
    return this.statistics.file(query, account);
  }

  @Get('overview')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: '总览：今日、在办、临期、本月亮牌 / today, open, at risk, cards of this month' })
  @ApiOkResponse({ type: OverviewDto })
  overview(@Query() query: unknown, @Who() account: Account): Promise<Overview> {
    knownQuery(query, []);
    return this.statistics.overview(account);
  }
}
