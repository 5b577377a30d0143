import { ApiProperty } from '@nestjs/swagger';

/** Shapes of members for OpenAPI that answers have in common. */
export const NULLABLE = { type: String, nullable: true } as const;
export const TIME = { type: String, format: 'date-time' } as const;
export const NULLABLE_TIME = { ...TIME, nullable: true } as const;

/** What something is called; `nameEn` is null where none is known. */
export class NameDto {
  @ApiProperty()
  readonly name: string;
  @ApiProperty(NULLABLE)
  readonly nameEn: string | null;
}
