import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { DOCUMENT_FORMATS } from './documents/render.protocol.js';
import { NULLABLE, NULLABLE_TIME, TIME } from '../http/api-shapes.js';
import { MAX_NUMBER, MAX_REASON } from '../console/bulletin.protocol.js';

const HASH = { type: String, pattern: '^[0-9a-f]{64}$' } as const;
const WHOLE_OR_NULL = { type: 'integer', nullable: true } as const;

class EditionDto {
  @ApiProperty({ type: 'integer' })
  readonly edition: number;
  @ApiProperty({ description: '发文字号；序号可以留白 document number, whose serial may be blank' })
  readonly documentNo: string;
  @ApiProperty({ type: String, format: 'date', description: '成文日期' })
  readonly dated: string;
  @ApiProperty(TIME)
  readonly issuedAt: string;
  @ApiProperty({ description: '用户名 user name' })
  readonly issuedBy: string;
  @ApiProperty({ ...NULLABLE, description: '该账号现在的姓名 as the account is called now' })
  readonly issuedByName: string | null;
  @ApiProperty({ ...NULLABLE, description: '更正原因 what it corrects' })
  readonly reason: string | null;
  @ApiProperty(HASH)
  readonly hash: string;
}

class DocumentDto {
  @ApiProperty({ enum: DOCUMENT_FORMATS })
  readonly format: string;
  @ApiProperty({ type: 'integer' })
  readonly bytes: number;
  @ApiProperty(HASH)
  readonly hash: string;
  @ApiProperty({ type: [String], description: '所用字体 typefaces' })
  readonly fonts: string[];
}

/** Description for OpenAPI; the type is BulletinView. */
export class BulletinDto {
  @ApiProperty({ example: '2026-10' })
  readonly month: string;
  @ApiProperty(NULLABLE)
  readonly region: string | null;
  @ApiProperty({ enum: ['draft', 'issued'] })
  readonly status: string;
  @ApiProperty(WHOLE_OR_NULL)
  readonly edition: number | null;
  @ApiProperty({ description: '发文字号；草稿的序号留白 document number' })
  readonly documentNo: string;
  @ApiProperty({ ...NULLABLE, format: 'date', description: '成文日期' })
  readonly dated: string | null;
  @ApiProperty(NULLABLE_TIME)
  readonly issuedAt: string | null;
  @ApiProperty(NULLABLE)
  readonly issuedBy: string | null;
  @ApiProperty(NULLABLE)
  readonly issuedByName: string | null;
  @ApiProperty({ ...NULLABLE, description: '更正原因 what it corrects' })
  readonly reason: string | null;
  @ApiProperty({ ...TIME, description: '数据截至 up to when the figures are counted' })
  readonly asOf: string;
  @ApiProperty({ ...HASH, description: 'figures 的 SHA-256（RFC 8785 规范 JSON） of `figures` as canonical JSON' })
  readonly hash: string;
  @ApiProperty({ type: Object, description: '与月度页相同的数字 the figures of the month page: total, previous, …' })
  readonly figures: object;
  @ApiProperty({ type: Object, description: '通报的文字和表 title and blocks of the document' })
  readonly text: object;
  @ApiProperty({ type: [DocumentDto], description: '草稿没有 none of a draft' })
  readonly documents: DocumentDto[];
  @ApiProperty({ type: [EditionDto], description: '各版，新的在前 newest first' })
  readonly editions: EditionDto[];
}

export class BulletinPreviewDto extends BulletinDto {
  @ApiProperty({ type: [String], description: '各页 SVG one SVG a page' })
  readonly pages: string[];
  @ApiProperty({ description: 'false：版式或字体已不同，以存下的 PDF 为准 the stored PDF is the one that counts' })
  readonly asPrinted: boolean;
}

class BulletinMonthDto {
  @ApiProperty({ example: '2026-10' })
  readonly month: string;
  @ApiProperty({ enum: ['running', 'draft', 'issued'], description: 'running：当月未结束 not over yet' })
  readonly status: string;
  @ApiProperty({ type: EditionDto, nullable: true, description: '最新一版 the newest edition' })
  readonly edition: EditionDto | null;
  @ApiProperty({ enum: DOCUMENT_FORMATS, isArray: true })
  readonly formats: string[];
}

class RegionDto {
  @ApiProperty()
  readonly code: string;
  @ApiProperty()
  readonly name: string;
  @ApiProperty(NULLABLE)
  readonly nameEn: string | null;
}

export class BulletinListDto {
  @ApiProperty({ type: 'integer' })
  readonly year: number;
  @ApiProperty({ type: [Number], description: '有办件或牌的各年 years with cases or cards' })
  readonly years: number[];
  @ApiProperty(NULLABLE)
  readonly region: string | null;
  @ApiProperty({ description: '未指定地区时所指范围 what a bulletin without a region is about' })
  readonly area: string;
  @ApiProperty({ type: [RegionDto] })
  readonly regions: RegionDto[];
  @ApiProperty({ type: [BulletinMonthDto], description: '新的在前；限定机构的账号只见已印发的 newest first' })
  readonly items: BulletinMonthDto[];
}

export class IssueRequest {
  @ApiPropertyOptional({
    ...{ type: 'integer', nullable: true, minimum: 1, maximum: MAX_NUMBER },
    description: '发文字号的序号；不给则留白，手工填写 serial of the document number; left blank without',
  })
  readonly number?: number | null;
  @ApiPropertyOptional({
    ...{ ...NULLABLE, format: 'date' },
    description: '成文日期，当月结束之后、不晚于今日；缺省为今日 after the month, not after today; default: today',
  })
  readonly date?: string | null;
  @ApiPropertyOptional({
    ...NULLABLE,
    maxLength: MAX_REASON,
    description: '更正原因，第二版起必填 why it is corrected; needed from the second edition on',
  })
  readonly reason?: string | null;
  @ApiPropertyOptional({
    ...{ ...HASH, nullable: true },
    description: '所见数字的散列；数字已变则拒绝 of the figures that were seen: others are refused (`figures-changed`)',
  })
  readonly hash?: string | null;
}
