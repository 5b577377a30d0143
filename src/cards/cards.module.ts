import { Module } from '@nestjs/common';
import { OfficeModule } from '../bulletin/office.module.js';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { CardsController } from './cards.controller.js';
import { CardsRepository } from './cards.repository.js';
import { CardsService } from './cards.service.js';
import { CountdownService } from './countdown.service.js';

/** Reading cards. */
@Module({
  imports: [CatalogueModule, OfficeModule],
  controllers: [CardsController],
  providers: [CardsRepository, CardsService, CountdownService],
  exports: [CardsService],
})
export class CardsModule {}
