import { Module } from '@nestjs/common';
import { FeedRepository } from './feed.repository.js';
import { FeedService } from './feed.service.js';
import { SourceController } from './source.controller.js';
import { SourceService } from './source.service.js';

/** Feeds with their tokens and watermarks. */
@Module({
  controllers: [SourceController],
  providers: [FeedRepository, FeedService, SourceService],
  exports: [FeedService, FeedRepository],
})
export class SourcesModule {}
