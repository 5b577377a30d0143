import { Module } from '@nestjs/common';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { ConsoleModule } from '../console/console.module.js';
import { ReviewModule } from '../review/review.module.js';
import { SourcesModule } from '../sources/sources.module.js';
import { SupervisionModule } from '../supervision/supervision.module.js';
import { HealthController } from './health.controller.js';
import { HealthService } from './health.service.js';
import { Metrics } from './metrics.js';
import { RuleBookRepository } from './rule-book.repository.js';

@Module({
  imports: [SupervisionModule, SourcesModule, ConsoleModule, ReviewModule, CatalogueModule],
  controllers: [HealthController],
  providers: [HealthService, Metrics, RuleBookRepository],
  exports: [HealthService],
})
export class HealthModule {}
