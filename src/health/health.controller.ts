import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Public } from '../identity/access.decorator.js';
import { HealthService } from './health.service.js';
import { Metrics } from './metrics.js';

@ApiTags('operation')
@Controller()
@Public()
export class HealthController {
  constructor(
    @Inject(HealthService) private readonly health: HealthService,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  @Get('health/live')
  @ApiOperation({ summary: '存活 / alive' })
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  @Get('health/ready')
  @ApiOperation({ summary: '就绪（503 时附原因）/ ready, or 503 with reasons' })
  @ApiOkResponse({ description: '就绪 / ready' })
  @ApiServiceUnavailableResponse({ description: '未就绪，附原因 / not ready, with reasons' })
  async ready(@Res() res: Response): Promise<void> {
    const reasons = await this.health.reasons();
    res
      .status(reasons.length === 0 ? 200 : 503)
      .json({ status: reasons.length === 0 ? 'ready' : 'not-ready', reasons });
  }

  @Get('metrics')
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  @ApiOperation({ summary: '指标 / metrics (Prometheus)' })
  text(): Promise<string> {
    return this.metrics.text();
  }
}
