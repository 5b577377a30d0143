import { Module } from '@nestjs/common';
import { CatalogueService } from './catalogue.service.js';
import { ItemController } from './item.controller.js';
import { ItemRepository } from './item.repository.js';
import { ItemService } from './item.service.js';
import { ProfileController } from './profile.controller.js';
import { StandardRepository } from './standard.repository.js';

/** Items, working calendars and rule profiles. */
@Module({
  controllers: [ItemController, ProfileController],
  providers: [ItemRepository, ItemService, StandardRepository, CatalogueService],
  exports: [CatalogueService],
})
export class CatalogueModule {}
