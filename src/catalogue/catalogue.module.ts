import { Module } from '@nestjs/common';
import { BrowseRepository } from './browse/browse.repository.js';
import { BrowseService } from './browse/browse.service.js';
import { CatalogueController } from './catalogue.controller.js';
import { CatalogueService } from './catalogue.service.js';
import { CatalogueValidator } from './kinds/catalogue.validator.js';
import { CatalogueWatch } from './catalogue.watch.js';
import { DraftController } from './drafts/draft.controller.js';
import { DraftDesk } from './drafts/draft.desk.js';
import { DraftReach } from './drafts/draft.reach.js';
import { DraftRepository } from './drafts/draft.repository.js';
import { DraftService } from './drafts/draft.service.js';
import { BatchRepository } from './exchange/batch.repository.js';
import { BatchService } from './exchange/batch.service.js';
import { Examiner } from './exchange/examiner.js';
import { ExchangeRepository } from './exchange/exchange.repository.js';
import { ExportController } from './exchange/export.controller.js';
import { ExportService } from './exchange/export.service.js';
import { FileReader } from './exchange/file.reader.js';
import { ImportController } from './exchange/import.controller.js';
import { ImportService } from './exchange/import.service.js';
import { NationalService } from './exchange/national/national.service.js';
import { ItemController } from './items/item.controller.js';
import { ItemRepository } from './items/item.repository.js';
import { ItemService } from './items/item.service.js';
import { OrganisationRepository } from './organisations/organisation.repository.js';
import { ProfileController } from './profiles/profile.controller.js';
import { SchemaController } from './kinds/schema.controller.js';
import { StandardRepository } from './in-force/standard.repository.js';
import { VersionPublisher } from './versions/version.publisher.js';
import { VersionRepository } from './versions/version.repository.js';

/** Items, organisations, working calendars, discretion standards and rule profiles: versions and their drafts. */
@Module({
  // "drafts", "batches" and "items.csv" are no kinds: their routes stand before that of the kinds.
  controllers: [
    ItemController,
    ProfileController,
    SchemaController,
    ExportController,
    ImportController,
    DraftController,
    CatalogueController,
  ],
  providers: [
    ItemRepository,
    ItemService,
    StandardRepository,
    VersionRepository,
    VersionPublisher,
    CatalogueService,
    CatalogueWatch,
    OrganisationRepository,
    CatalogueValidator,
    DraftRepository,
    DraftReach,
    DraftDesk,
    DraftService,
    BrowseRepository,
    BrowseService,
    ExchangeRepository,
    ExportService,
    FileReader,
    Examiner,
    ImportService,
    BatchRepository,
    BatchService,
    NationalService,
  ],
  exports: [CatalogueService, CatalogueValidator, DraftService],
})
export class CatalogueModule {}
