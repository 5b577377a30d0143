import { Module } from '@nestjs/common';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { SupervisionModule } from '../supervision/supervision.module.js';
import { ReviewBook } from './review-book.js';
import { ReviewChunk } from './review-chunk.js';
import { ReviewRepository } from './review.repository.js';
import { ReviewWriter } from './review.writer.js';
import { ReviewerService } from './reviewer.service.js';

/** The wider rule book: reviews cases, and leads what it finds to a person. */
@Module({
  imports: [CatalogueModule, SupervisionModule],
  providers: [ReviewBook, ReviewRepository, ReviewWriter, ReviewChunk, ReviewerService],
  exports: [ReviewerService, ReviewBook],
})
export class ReviewModule {}
