import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { SelfTest } from '../console/self-test.protocol.js';
import { Roles, Who } from '../identity/access.decorator.js';
import type { Account } from '../identity/account.js';
import { SelfTestDto } from './self-test.dto.js';
import { SelfTestService } from './self-test.service.js';

@ApiTags('自检 self-test')
@Controller('api/v1/self-test')
export class SelfTestController {
  constructor(private readonly selfTest: SelfTestService) {}

  @Get()
  @Roles('inspector', 'province', 'admin')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary:
      '以现行日历和方案运行黄金用例，并列出无法判断之处 / golden cases on what is in force, and what cannot be judged',
  })
  @ApiOkResponse({ type: SelfTestDto })
  run(@Who() account: Account): Promise<SelfTest> {
    return this.selfTest.run(account);
  }
}
