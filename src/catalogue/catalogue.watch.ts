import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ChangeListener } from '../database/change-listener.js';
import type { Instant } from '../domain/instant.js';
import { Clock } from '../time/clock.js';
import { CatalogueService } from './catalogue.service.js';
import { organisationsTurned } from './organisations/organisation.register.js';
import { CATALOGUE_CHANNEL } from './versions/publish-lock.js';
import { VersionPublisher } from './versions/version.publisher.js';

/** Between two looks of a process for what has been published elsewhere or has come into force, in milliseconds. */
export const CATALOGUE_LOOK_MS = 30_000;

/**
 * Keeps this process at what is in force: it is told when something has been published, and looks by itself from time to
 * time. No judgement waits for it: each batch asks where the catalogue stands.
 */
@Injectable()
export class CatalogueWatch implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('catalogue');
  private readonly listener: ChangeListener;
  private timer?: NodeJS.Timeout;
  private looking?: Promise<void>;
  private again = false;
  private looked: Instant;

  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly catalogue: CatalogueService,
    private readonly publisher: VersionPublisher,
  ) {
    this.listener = new ChangeListener(urlOf(source), CATALOGUE_CHANNEL, () => this.wake(), 'liangpai catalogue');
    this.looked = clock.now();
  }

  async onApplicationBootstrap(): Promise<void> {
    // What has come into force while no process ran.
    await this.publisher.turnOrganisations();
    this.listener.start();
    this.timer = setInterval(() => this.wake(), CATALOGUE_LOOK_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.listener.stop();
    await this.looking;
  }

  private wake(): void {
    this.again = true;
    this.looking ??= this.lookUntilQuiet().finally(() => (this.looking = undefined));
  }

  private async lookUntilQuiet(): Promise<void> {
    while (this.again) {
      this.again = false;
      try {
        await this.look();
      } catch (error) {
        this.logger.warn(`a look at the catalogue failed: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }

  /** Takes up what others have published, and what has come into force since the last look. */
  async look(): Promise<void> {
    const now = this.clock.now();
    await this.catalogue.ensure(await this.catalogue.revision());
    if (await organisationsTurned(this.source, this.looked, now)) await this.publisher.turnOrganisations();
    if (this.catalogue.turned(this.looked, now)) this.catalogue.announce();
    this.looked = now;
  }
}

function urlOf({ options }: DataSource): string {
  if (options.type === 'postgres' && options.url !== undefined) return options.url;
  throw new Error('the catalogue is kept in PostgreSQL');
}
