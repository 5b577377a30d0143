import { Module } from '@nestjs/common';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { Groups } from './groups.js';
import { MonthFigureTable } from './month.figures.js';
import { MonthRepository } from './month.repository.js';
import { OverviewFigures } from './overview.figures.js';
import { OverviewRepository } from './overview.repository.js';
import { PlacesRepository } from './places.repository.js';
import { StatisticsController } from './statistics.controller.js';
import { StatisticsService } from './statistics.service.js';

/** Figures of cases and cards by month, region, organisation and item, and of this moment. */
@Module({
  imports: [CatalogueModule],
  controllers: [StatisticsController],
  providers: [
    Groups,
    MonthFigureTable,
    MonthRepository,
    OverviewFigures,
    OverviewRepository,
    PlacesRepository,
    StatisticsService,
  ],
  exports: [StatisticsService],
})
export class StatisticsModule {}
