import { Module } from '@nestjs/common';
import { BrowseRepository } from './browse.repository.js';
import { BrowseService } from './browse.service.js';
import { CatalogueController } from './catalogue.controller.js';
import { CatalogueService } from './catalogue.service.js';
import { CatalogueValidator } from './catalogue.validator.js';
import { CatalogueWatch } from './catalogue.watch.js';
import { DraftController } from './draft.controller.js';
import { DraftDesk } from './draft.desk.js';
import { DraftRepository } from './draft.repository.js';
import { DraftService } from './draft.service.js';
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
import { ItemController } from './item.controller.js';
import { ItemRepository } from './item.repository.js';
import { ItemService } from './item.service.js';
import { OrganisationRepository } from './organisation.repository.js';
import { ProfileController } from './profile.controller.js';
import { SchemaController } from './schema.controller.js';
import { StandardRepository } from './standard.repository.js';
import { VersionPublisher } from './version.publisher.js';
import { VersionRepository } from './version.repository.js';

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
