import { ApiProperty } from '@nestjs/swagger';
import { NULLABLE } from './api-shapes.js';

/** What a card, a case or a finding is about, with the names. */
export class SubjectDto {
  @ApiProperty(NULLABLE)
  readonly item: string | null;
  @ApiProperty(NULLABLE)
  readonly itemName: string | null;
  @ApiProperty(NULLABLE)
  readonly org: string | null;
  @ApiProperty(NULLABLE)
  readonly orgName: string | null;
  @ApiProperty(NULLABLE)
  readonly orgNameEn: string | null;
}
