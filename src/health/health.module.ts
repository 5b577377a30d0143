import { Module } from '@nestjs/common';
import { ConsoleModule } from '../console/console.module.js';
import { ReviewModule } from '../review/review.module.js';
import { SourcesModule } from '../sources/sources.module.js';
import { SupervisionModule } from '../supervision/supervision.module.js';
import { HealthController } from './health.controller.js';
import { HealthService } from './health.service.js';
import { Metrics } from './metrics.js';

@Module({
  imports: [SupervisionModule, SourcesModule, ConsoleModule, ReviewModule],
  controllers: [HealthController],
  providers: [HealthService, Metrics],
  exports: [HealthService],
})
export class HealthModule {}
