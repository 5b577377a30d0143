import { type DynamicModule, Module } from '@nestjs/common';
import { BulletinModule } from '../bulletin/bulletin.module.js';
import { CardsModule } from '../cards/cards.module.js';
import { CasesModule } from '../cases/cases.module.js';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { ConsoleModule } from '../console/console.module.js';
import { DatabaseModule, type Foundation } from '../database/database.module.js';
import { DemoModule } from '../demo/demo.module.js';
import { HealthModule } from '../health/health.module.js';
import { HintsModule } from '../hints/hints.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { IntakeModule } from '../intake/intake.module.js';
import { QuarantineModule } from '../quarantine/quarantine.module.js';
import { ReviewModule } from '../review/review.module.js';
import { SelfTestModule } from '../self-test/self-test.module.js';
import { SimulatorModule } from '../simulator/live/simulator.module.js';
import { SourcesModule } from '../sources/sources.module.js';
import { StatisticsModule } from '../statistics/statistics.module.js';
import { SupervisionModule } from '../supervision/supervision.module.js';
import { TrialsModule } from '../trials/trials.module.js';
import { ViewsModule } from '../views/views.module.js';

/** The house: one module a folder, in the order of an event's way. */
@Module({})
export class AppModule {
  static of(foundation: Foundation): DynamicModule {
    return {
      module: AppModule,
      imports: [
        DatabaseModule.of(foundation),
        IdentityModule,
        SourcesModule,
        CatalogueModule,
        DemoModule,
        SimulatorModule,
        IntakeModule,
        SupervisionModule,
        ReviewModule,
        QuarantineModule,
        CardsModule,
        CasesModule,
        StatisticsModule,
        HintsModule,
        SelfTestModule,
        BulletinModule,
        TrialsModule,
        ConsoleModule,
        ViewsModule,
        HealthModule,
      ],
    };
  }
}
