import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Public } from '../identity/access.decorator.js';
import type { Settings } from '../settings/settings.js';
import { SETTINGS } from '../settings/settings.token.js';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from './demo-data.js';

class DemoAccountView {
  @ApiProperty()
  readonly username: string;
  @ApiProperty()
  readonly name: string;
  @ApiProperty()
  readonly role: string;
}

class DemoView {
  @ApiProperty()
  readonly demo: boolean;
  @ApiPropertyOptional({ type: [DemoAccountView] })
  readonly accounts?: DemoAccountView[];
  @ApiPropertyOptional()
  readonly password?: string;
}

@ApiTags('登录 session')
@Controller('api/v1/session/demo')
export class DemoController {
  constructor(@Inject(SETTINGS) private readonly settings: Pick<Settings, 'demo' | 'production'>) {}

  @Get()
  @Public()
  @ApiOperation({ summary: '演示账号 / demo accounts, where the demonstration is on' })
  @ApiOkResponse({ type: DemoView })
  accounts(): DemoView {
    if (!this.settings.demo || this.settings.production) return { demo: false };
    const accounts = DEMO_ACCOUNTS.map(({ username, name, role }) => ({ username, name, role }));
    return { demo: true, accounts, password: DEMO_PASSWORD };
  }
}
