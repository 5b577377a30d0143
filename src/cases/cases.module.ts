import { Module } from '@nestjs/common';
import { CardsModule } from '../cards/cards.module.js';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { ReviewModule } from '../review/review.module.js';
import { CaseListRepository } from './case-list.repository.js';
import { CaseListService } from './case-list.service.js';
import { CasesController } from './cases.controller.js';
import { CasesRepository } from './cases.repository.js';
import { CasesService } from './cases.service.js';

/** Lists of cases, single cases and their clock sheets. */
@Module({
  imports: [CardsModule, CatalogueModule, ReviewModule],
  controllers: [CasesController],
  providers: [CaseListRepository, CaseListService, CasesRepository, CasesService],
})
export class CasesModule {}
