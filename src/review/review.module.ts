import { Module } from '@nestjs/common';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { SupervisionModule } from '../supervision/supervision.module.js';
import { BookEdition } from './book-edition.js';
import { FindingDecisions } from './finding-decisions.js';
import { FindingsController } from './findings.controller.js';
import { FindingsRepository } from './findings.repository.js';
import { FindingsService } from './findings.service.js';
import { ReviewBook } from './review-book.js';
import { ReviewChunk } from './review-chunk.js';
import { ReviewQueue } from './review-queue.js';
import { ReviewRepository } from './review.repository.js';
import { ReviewWriter } from './review.writer.js';
import { ReviewerService } from './reviewer.service.js';
import { RulesController } from './rules.controller.js';
import { RulesRepository } from './rules.repository.js';
import { RulesService } from './rules.service.js';
import { UnjudgedRepository } from './unjudged.repository.js';

/** The wider rule book: reviews cases, and leads what it finds to a person. */
@Module({
  imports: [CatalogueModule, SupervisionModule],
  controllers: [FindingsController, RulesController],
  providers: [
    ReviewBook,
    BookEdition,
    ReviewRepository,
    ReviewWriter,
    ReviewChunk,
    ReviewQueue,
    ReviewerService,
    FindingsRepository,
    UnjudgedRepository,
    FindingDecisions,
    FindingsService,
    RulesRepository,
    RulesService,
  ],
  exports: [ReviewerService, ReviewBook, FindingsService],
})
export class ReviewModule {}
