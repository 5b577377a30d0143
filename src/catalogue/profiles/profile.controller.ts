import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '../../identity/access.decorator.js';
import { PROFILE_SCHEMA_PATH, profileSchema } from './profile.schema.js';
import type { Schema } from '../kinds/schema-check.js';

@ApiTags('监察规则方案 rule profiles')
@Controller()
export class ProfileController {
  private readonly schema = profileSchema();

  @Get(PROFILE_SCHEMA_PATH)
  @Public()
  @Header('content-type', 'application/schema+json')
  @ApiOperation({
    summary: '监察规则方案的格式（JSON Schema 2020-12） The format of a rule profile',
  })
  @ApiOkResponse({ description: 'JSON Schema 2020-12', schema: { type: 'object' } })
  profile(): Schema {
    return this.schema;
  }
}
