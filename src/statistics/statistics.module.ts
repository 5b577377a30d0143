import { Module } from '@nestjs/common';
import { Groups } from './groups.js';
import { MonthFigureTable } from './month.figures.js';
import { MonthRepository } from './month.repository.js';
import { PlacesRepository } from './places.repository.js';
import { StatisticsService } from './statistics.service.js';

/** Figures of cases and cards by month, region, organisation and item. */
@Module({
  providers: [Groups, MonthFigureTable, MonthRepository, PlacesRepository, StatisticsService],
  exports: [StatisticsService],
})
export class StatisticsModule {}
