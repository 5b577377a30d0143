import { Module } from '@nestjs/common';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { FeedHealthService } from './feed-health.service.js';
import { FeedRepository } from './feed.repository.js';
import { FeedService } from './feed.service.js';
import { SourceController } from './source.controller.js';
import { SourceService } from './source.service.js';

/** Feeds with their tokens, watermarks and health. */
@Module({
  imports: [CatalogueModule],
  controllers: [SourceController],
  providers: [FeedRepository, FeedService, FeedHealthService, SourceService],
  exports: [FeedService, FeedRepository, FeedHealthService],
})
export class SourcesModule {}
