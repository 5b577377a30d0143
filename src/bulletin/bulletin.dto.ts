import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { NULLABLE, NULLABLE_TIME, TIME } from '../http/api-shapes.js';
import { MAX_REASON } from './bulletin.query.js';

const HASH = { type: String, pattern: '^[0-9a-f]{64}$' } as const;
const WHOLE_OR_NULL = { type: 'integer', nullable: true } as const;

class EditionDto {
  @ApiProperty({ type: 'integer' })
  readonly edition: number;
  @ApiProperty(TIME)
  readonly issuedAt: string;
  @ApiProperty()
  readonly issuedBy: string;
  @ApiProperty({ ...NULLABLE, description: '更正原因 what it corrects' })
  readonly reason: string | null;
  @ApiProperty(HASH)
  readonly hash: string;
}

class DocumentDto {
  @ApiProperty({ enum: ['pdf', 'docx'] })
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
  @ApiProperty(NULLABLE_TIME)
  readonly issuedAt: string | null;
  @ApiProperty(NULLABLE)
  readonly issuedBy: string | null;
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

export class IssueRequest {
  @ApiPropertyOptional({
    ...NULLABLE,
    maxLength: MAX_REASON,
    description: '更正原因，第二版起必填 why it is corrected; needed from the second edition on',
  })
  readonly reason?: string | null;
}
