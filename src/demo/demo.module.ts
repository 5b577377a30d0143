import { Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { SourcesModule } from '../sources/sources.module.js';
import { DemoController } from './demo.controller.js';
import { DemoRepository } from './demo.repository.js';
import { ProvinceLoader } from './province.loader.js';
import { DemoService } from './demo.service.js';

/** Accounts, sources and organisations to try the product with. Import it in production too: it refuses their use. */
@Module({
  imports: [IdentityModule, SourcesModule, CatalogueModule],
  controllers: [DemoController],
  providers: [
    { provide: DemoRepository, useFactory: (source: DataSource) => new DemoRepository(source), inject: [DataSource] },
    ProvinceLoader,
    DemoService,
  ],
})
export class DemoModule {}
