import { applyDecorators, Controller, Get, Header, Param, Query, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import { SignedIn } from '../../identity/access.decorator.js';
import { FairShare } from '../../identity/fair-share.js';
import { KIND_PARAM } from '../catalogue.controller.js';
import { ExportService } from './export.service.js';

const File = (summary: string, type: string): MethodDecorator =>
  applyDecorators(
    Header('Cache-Control', 'no-store'),
    ApiOperation({ summary }),
    ApiParam(KIND_PARAM),
    ApiProduces(type),
    ApiOkResponse({ schema: { type: 'string', format: 'binary' } }),
  );

@ApiTags('目录 catalogue')
@Controller('api/v1/catalogue')
@SignedIn()
@FairShare()
export class ExportController {
  constructor(private readonly exports: ExportService) {}

  @Get(':kind.csv')
  @File('现行版本的一张表 / one table of the versions in force', 'text/csv')
  @ApiQuery({ name: 'table', required: false, type: String, description: '默认主表 default: the entries themselves' })
  csv(@Param('kind') kind: string, @Query() query: unknown): Promise<StreamableFile> {
    return this.exports.file(kind, 'csv', query);
  }

  @Get(':kind.zip')
  @File('现行版本的全部 CSV 表 / all its tables as CSV', 'application/zip')
  zip(@Param('kind') kind: string, @Query() query: unknown): Promise<StreamableFile> {
    return this.exports.file(kind, 'zip', query);
  }

  @Get(':kind.xlsx')
  @File(
    '现行版本的工作簿 / all its tables as sheets',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  )
  xlsx(@Param('kind') kind: string, @Query() query: unknown): Promise<StreamableFile> {
    return this.exports.file(kind, 'xlsx', query);
  }

  @Get(':kind.yaml')
  @File('现行版本的 YAML / the versions in force, whole', 'application/yaml')
  yaml(@Param('kind') kind: string, @Query() query: unknown): Promise<StreamableFile> {
    return this.exports.file(kind, 'yaml', query);
  }
}
