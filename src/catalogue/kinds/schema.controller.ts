import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '../../identity/access.decorator.js';
import { CALENDAR_SCHEMA, ORGANISATION_SCHEMA, STANDARD_SCHEMA } from './catalogue.schema.js';
import type { Schema } from './schema-check.js';

const JSON_SCHEMA = { description: 'JSON Schema 2020-12', schema: { type: 'object' } } as const;

/** The formats of what drafts and files say, for whoever writes them. */
@ApiTags('目录 catalogue')
@Controller('api/v1/schemas')
@Public()
export class SchemaController {
  @Get('organisation.json')
  @Header('content-type', 'application/schema+json')
  @ApiOperation({ summary: '机构的格式 / the format of an organisation' })
  @ApiOkResponse(JSON_SCHEMA)
  organisation(): Schema {
    return ORGANISATION_SCHEMA;
  }

  @Get('calendar.json')
  @Header('content-type', 'application/schema+json')
  @ApiOperation({ summary: '工作日历的格式 / the format of a calendar' })
  @ApiOkResponse(JSON_SCHEMA)
  calendar(): Schema {
    return CALENDAR_SCHEMA;
  }

  @Get('standard.json')
  @Header('content-type', 'application/schema+json')
  @ApiOperation({ summary: '裁量基准的格式 / the format of a discretion standard' })
  @ApiOkResponse(JSON_SCHEMA)
  standard(): Schema {
    return STANDARD_SCHEMA;
  }
}
