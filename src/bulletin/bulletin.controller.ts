import {
  applyDecorators,
  Body,
  Controller,
  Get,
  Header,
  Param,
  Post,
  Query,
  type StreamableFile,
  UseFilters,
} from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiProduces,
  ApiQuery,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import { Roles, SignedIn, Who } from '../identity/access.decorator.js';
import type { Account } from '../identity/account.js';
import { BulletinDto, IssueRequest } from './bulletin.dto.js';
import { BulletinService } from './bulletin.service.js';
import type { BulletinView } from './bulletin.view.js';
import { DocumentsBusyFilter } from './documents-busy.filter.js';

const RegionQuery = (): MethodDecorator =>
  ApiQuery({
    name: 'region',
    type: String,
    required: false,
    description: '行政区划代码；缺省为全部 default: everything',
  });

const WhichQueries = (): MethodDecorator =>
  applyDecorators(
    RegionQuery(),
    ApiQuery({
      name: 'edition',
      type: String,
      required: false,
      description: '版次或 draft；缺省为最新一版，未印发过则为草稿 default: the newest edition, else the draft',
    }),
  );

const FileAnswer = (type: string): MethodDecorator =>
  applyDecorators(
    ApiProduces(type),
    ApiOkResponse({ schema: { type: 'string', format: 'binary' } }),
    ApiResponse({ status: 503, description: '正在制作的文件过多，见 Retry-After / too many documents are being made' }),
  );

@ApiTags('通报 bulletins')
@Controller('api/v1/bulletins')
@SignedIn()
@UseFilters(DocumentsBusyFilter)
@ApiParam({ name: 'month', description: 'yyyy-mm' })
@ApiResponse({ status: 403, description: '限定机构的账号 an account bound to an organisation (`out-of-scope`)' })
@ApiResponse({ status: 404, description: '`month-not-begun` `unknown-region` `no-such-edition` `unknown-format`' })
export class BulletinController {
  constructor(private readonly bulletins: BulletinService) {}

  // The files stand before the month, whose place would take their names, too.
  @Get(':month.pdf')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: '通报的 PDF（PDF/A-2a） / the bulletin as PDF' })
  @WhichQueries()
  @FileAnswer('application/pdf')
  pdf(@Param('month') month: string, @Query() query: unknown, @Who() account: Account): Promise<StreamableFile> {
    return this.bulletins.file(month, 'pdf', query, account);
  }

  @Get(':month.docx')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: '通报的 DOCX / the bulletin as DOCX' })
  @WhichQueries()
  @FileAnswer('application/vnd.openxmlformats-officedocument.wordprocessingml.document')
  docx(@Param('month') month: string, @Query() query: unknown, @Who() account: Account): Promise<StreamableFile> {
    return this.bulletins.file(month, 'docx', query, account);
  }

  @Get(':month')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: '一个月的通报：数字和文字 / the bulletin of a month: figures and text' })
  @WhichQueries()
  @ApiOkResponse({ type: BulletinDto })
  view(@Param('month') month: string, @Query() query: unknown, @Who() account: Account): Promise<BulletinView> {
    return this.bulletins.view(month, query, account);
  }

  @Post(':month/issue')
  @Roles('province', 'admin')
  @ApiOperation({
    summary: '印发，冻结数字、文字和文件 / issues the bulletin: figures, text and files are frozen',
    description:
      '已印发的通报不变；数字有变化时另行印发下一版，须写明原因 / an issued bulletin never changes: a correction is the next edition, with its reason',
  })
  @RegionQuery()
  @ApiBody({ type: IssueRequest, required: false })
  @ApiCreatedResponse({ type: BulletinDto })
  @ApiResponse({ status: 409, description: '`month-not-over` `unchanged` `issued-meanwhile`' })
  issue(
    @Param('month') month: string,
    @Query() query: unknown,
    @Body() body: unknown,
    @Who() account: Account,
  ): Promise<BulletinView> {
    return this.bulletins.issue(month, query, body, account);
  }
}
