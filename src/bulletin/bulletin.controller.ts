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
import {
  type BulletinList,
  type BulletinPreview,
  type BulletinView,
  MAX_NUMBER,
  MAX_REASON,
} from '../console/bulletin.protocol.js';
import { Roles, SignedIn, Who } from '../identity/access.decorator.js';
import type { Account } from '../identity/account.js';
import { FairShare } from '../identity/fair-share.js';
import { BulletinDto, BulletinListDto, BulletinPreviewDto, IssueRequest } from './bulletin.dto.js';
import { BulletinIssuer } from './bulletin.issuer.js';
import { BulletinLists } from './bulletin.list.js';
import { BulletinService } from './bulletin.service.js';
import { DocumentsBusyFilter } from './documents-busy.filter.js';

const RegionQuery = (): MethodDecorator =>
  ApiQuery({
    name: 'region',
    type: String,
    required: false,
    description: '行政区划代码；缺省为全部 default: everything',
  });

const MonthParam = (): MethodDecorator => ApiParam({ name: 'month', description: 'yyyy-mm' });

const WhichQueries = (): MethodDecorator =>
  applyDecorators(
    MonthParam(),
    RegionQuery(),
    ApiQuery({
      name: 'edition',
      type: String,
      required: false,
      description: '版次或 draft；缺省为最新一版，未印发过则为草稿 default: the newest edition, else the draft',
    }),
  );

const ProposedQueries = (): MethodDecorator =>
  applyDecorators(
    ApiQuery({
      name: 'number',
      required: false,
      schema: { type: 'integer', minimum: 1, maximum: MAX_NUMBER },
      description: '草稿拟用的发文字号 serial of the document number that a draft shall bear',
    }),
    ApiQuery({ name: 'date', type: String, required: false, description: '拟用的成文日期 yyyy-mm-dd its date' }),
    ApiQuery({
      name: 'reason',
      required: false,
      schema: { type: 'string', maxLength: MAX_REASON },
      description: '拟写的更正原因 its reason',
    }),
    ApiQuery({
      name: 'hash',
      type: String,
      required: false,
      description:
        '就所见的数字重排，不再计数；已不记得的照常计数 the very figures that were seen, set again without counting',
    }),
  );

const Busy = (): MethodDecorator =>
  ApiResponse({ status: 503, description: '正在制作的文件过多，见 Retry-After / too many documents are being made' });

const FileAnswer = (type: string): MethodDecorator =>
  applyDecorators(
    WhichQueries(),
    ApiProduces(type),
    ApiOkResponse({ schema: { type: 'string', format: 'binary' } }),
    Busy(),
  );

@ApiTags('通报 bulletins')
@Controller('api/v1/bulletins')
@SignedIn()
@FairShare()
@UseFilters(DocumentsBusyFilter)
@ApiResponse({ status: 403, description: '限定机构的账号查看草稿 a draft, for an account bound to an organisation' })
@ApiResponse({
  status: 404,
  description: '`month-not-begun` `not-issued` `unknown-region` `no-such-edition` `unknown-format` `not-kept`',
})
export class BulletinController {
  constructor(
    private readonly bulletins: BulletinService,
    private readonly lists: BulletinLists,
    private readonly issuer: BulletinIssuer,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: '一年各月的通报：草稿或已印发 / the months of a year, drafts or issued' })
  @ApiQuery({ name: 'year', type: Number, required: false, description: '缺省为今年 default: this year' })
  @RegionQuery()
  @ApiOkResponse({ type: BulletinListDto })
  list(@Query() query: unknown, @Who() account: Account): Promise<BulletinList> {
    return this.lists.list(query, account);
  }

  // The files stand before the month, whose place would take their names, too.
  @Get(':month.pdf')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: '通报的 PDF（PDF/A-2a） / the bulletin as PDF' })
  @FileAnswer('application/pdf')
  pdf(@Param('month') month: string, @Query() query: unknown, @Who() account: Account): Promise<StreamableFile> {
    return this.bulletins.file(month, 'pdf', query, account);
  }

  @Get(':month.docx')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: '通报的 DOCX / the bulletin as DOCX' })
  @FileAnswer('application/vnd.openxmlformats-officedocument.wordprocessingml.document')
  docx(@Param('month') month: string, @Query() query: unknown, @Who() account: Account): Promise<StreamableFile> {
    return this.bulletins.file(month, 'docx', query, account);
  }

  @Get(':month.xlsx')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: '通报的附表 XLSX / its annexes as a workbook' })
  @FileAnswer('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
  xlsx(@Param('month') month: string, @Query() query: unknown, @Who() account: Account): Promise<StreamableFile> {
    return this.bulletins.file(month, 'xlsx', query, account);
  }

  @Get(':month.json')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: '通报的数字，散列即由这些字节算得 / its figures, the very bytes that were hashed' })
  @FileAnswer('application/json')
  json(@Param('month') month: string, @Query() query: unknown, @Who() account: Account): Promise<StreamableFile> {
    return this.bulletins.file(month, 'json', query, account);
  }

  @Get(':month')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: '一个月的通报：数字和文字 / the bulletin of a month: figures and text' })
  @WhichQueries()
  @ApiOkResponse({ type: BulletinDto })
  view(@Param('month') month: string, @Query() query: unknown, @Who() account: Account): Promise<BulletinView> {
    return this.bulletins.view(month, query, account);
  }

  @Get(':month/preview')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: '同上，另有各页的 SVG，与 PDF 一致 / the same with its pages as SVG, as the PDF has them' })
  @WhichQueries()
  @ProposedQueries()
  @ApiOkResponse({ type: BulletinPreviewDto })
  @Busy()
  preview(@Param('month') month: string, @Query() query: unknown, @Who() account: Account): Promise<BulletinPreview> {
    return this.bulletins.preview(month, query, account);
  }

  @Post(':month/issue')
  @Roles('province', 'admin')
  @ApiOperation({
    summary: '印发，冻结数字、文字和文件 / issues the bulletin: figures, text and files are frozen',
    description:
      '已印发的通报不变；数字有变化时另行印发下一版，须写明原因 / an issued bulletin never changes: a correction is the next edition, with its reason',
  })
  @MonthParam()
  @RegionQuery()
  @ApiBody({ type: IssueRequest, required: false })
  @ApiCreatedResponse({ type: BulletinDto })
  @ApiResponse({
    status: 409,
    description: '`month-not-over` `unchanged` `figures-changed` `number-taken` `issued-meanwhile`',
  })
  @Busy()
  issue(
    @Param('month') month: string,
    @Query() query: unknown,
    @Body() body: unknown,
    @Who() account: Account,
  ): Promise<BulletinView> {
    return this.issuer.issue(month, query, body, account);
  }
}
