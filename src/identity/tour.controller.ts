import { Controller, Get, HttpCode, Put, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { SignedIn, Who } from './access.decorator.js';
import type { Account } from './account.js';
import { AccountRepository } from './account.repository.js';

export class TourView {
  @ApiProperty({ description: '已看过或略过控制台的导览 has seen the tour of the console, or declined it' })
  readonly seen: boolean;
}

/** Kept with the account, not in the browser: offices clear theirs, and people change places. */
@ApiTags('登录 session')
@Controller('api/v1/tour')
export class TourController {
  constructor(private readonly accounts: AccountRepository) {}

  @Get()
  @SignedIn()
  @ApiOperation({ summary: '导览是否看过 / has the tour been seen' })
  @ApiOkResponse({ type: TourView })
  async current(@Who() { id }: Account, @Res({ passthrough: true }) response: Response): Promise<TourView> {
    response.setHeader('Cache-Control', 'no-store');
    return { seen: await this.accounts.hasToured(id) };
  }

  @Put()
  @HttpCode(204)
  @SignedIn()
  @ApiOperation({ summary: '不再提出导览 / do not offer the tour again' })
  @ApiNoContentResponse()
  seen(@Who() { id }: Account): Promise<void> {
    return this.accounts.noteTour(id);
  }
}
