import { Module } from '@nestjs/common';
import { CardsController } from './cards.controller.js';
import { CardsRepository } from './cards.repository.js';
import { CardsService } from './cards.service.js';

/** Reading cards. `RULE_NAMES` comes from the catalogue. */
@Module({
  controllers: [CardsController],
  providers: [CardsRepository, CardsService],
  exports: [CardsService],
})
export class CardsModule {}
