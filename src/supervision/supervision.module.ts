import { Inject, Logger, Module, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type pg from 'pg';
import { concatMap, type Subscription } from 'rxjs';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { HOT_POOL } from '../database/database.module.js';
import { FeedService } from '../sources/feed.service.js';
import { SourcesModule } from '../sources/sources.module.js';
import { Clock } from '../time/clock.js';
import { moveUncountable } from './calendar-move.js';
import { Supervisor } from './supervisor.js';

/** A stream that has ended can not be trusted to come back: the process ends loudly and is started anew. */
const endLoudly =
  (log: Logger) =>
  (error: unknown): void => {
    log.fatal(`the pipeline has ended: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    process.exitCode = 1;
    process.kill(process.pid, 'SIGTERM');
  };

@Module({
  imports: [CatalogueModule, SourcesModule],
  providers: [
    {
      provide: Supervisor,
      inject: [HOT_POOL, Clock, FeedService, CatalogueService],
      useFactory: (pool: pg.Pool, clock: Clock, feeds: FeedService, standards: CatalogueService) => {
        const log = new Logger('supervision');
        const parts = {
          pool,
          clock,
          feeds,
          standards,
          log: (message: string, error: unknown) =>
            log.error(`${message}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`),
        };
        return new Supervisor(parts, endLoudly(log));
      },
    },
  ],
  exports: [Supervisor],
})
export class SupervisionModule implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('supervision');
  private following?: Subscription;

  constructor(
    @Inject(Supervisor) private readonly supervisor: Supervisor,
    @Inject(HOT_POOL) private readonly pool: pg.Pool,
    private readonly catalogue: CatalogueService,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.moveOn();
    this.supervisor.start();
    this.following = this.catalogue.changes$.pipe(concatMap(() => this.moveLater())).subscribe();
  }

  async onModuleDestroy(): Promise<void> {
    this.following?.unsubscribe();
    await this.supervisor.stop();
  }

  private async moveOn(): Promise<void> {
    const moved = await moveUncountable(this.pool, this.catalogue.currentCalendars());
    if (moved > 0) this.log.log(`${moved} cases go on by a calendar that holds more days`);
  }

  /** A calendar that has come into force while the server runs. */
  private async moveLater(): Promise<void> {
    try {
      await this.moveOn();
    } catch (error) {
      this.log.warn(
        `cases could not go over to a newer calendar: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
}
