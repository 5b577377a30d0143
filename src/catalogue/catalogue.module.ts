import { Module } from '@nestjs/common';
import { CatalogueService } from './catalogue.service.js';
import { CatalogueWatch } from './catalogue.watch.js';
import { ItemController } from './item.controller.js';
import { ItemRepository } from './item.repository.js';
import { ItemService } from './item.service.js';
import { ProfileController } from './profile.controller.js';
import { StandardRepository } from './standard.repository.js';
import { VersionPublisher } from './version.publisher.js';
import { VersionRepository } from './version.repository.js';

/** Items, working calendars and rule profiles. */
@Module({
  controllers: [ItemController, ProfileController],
  providers: [
    ItemRepository,
    ItemService,
    StandardRepository,
    VersionRepository,
    VersionPublisher,
    CatalogueService,
    CatalogueWatch,
  ],
  exports: [CatalogueService],
})
export class CatalogueModule {}
