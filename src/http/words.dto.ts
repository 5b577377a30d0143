import { ApiProperty } from '@nestjs/swagger';

/** Text for people, for OpenAPI; the type is Words. */
export class WordsDto {
  @ApiProperty()
  readonly zh: string;
  @ApiProperty()
  readonly en: string;
}
