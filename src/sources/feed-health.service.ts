import { Injectable } from '@nestjs/common';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import type { Instant } from '../domain/instant.js';
import { Clock } from '../time/clock.js';
import { type FeedHealth, feedHealth, type FeedState } from './feed-health.js';
import { FeedRepository, type FeedRecord } from './feed.repository.js';

export interface JudgedFeed {
  readonly feed: FeedRecord;
  readonly health: FeedHealth;
}

/** Every feed with its health now. */
@Injectable()
export class FeedHealthService {
  constructor(
    private readonly records: FeedRepository,
    private readonly catalogue: CatalogueService,
    private readonly clock: Clock,
  ) {}

  async all(): Promise<{ now: Instant; feeds: JudgedFeed[] }> {
    const records = await this.records.records();
    const now = this.clock.now();
    const { calendars } = this.catalogue;
    const feeds = records.map((feed) => ({
      feed,
      // A window keeps the office hours of those whom it reports on.
      health: feedHealth(feed, now, calendars.forOrg(feed.scope[0] ?? null)),
    }));
    return { now, feeds };
  }

  /** How many feeds are in alarm by each of these states. */
  async alarms(): Promise<{ behind: number; silent: number }> {
    const { feeds } = await this.all();
    const count = (state: FeedState): number => feeds.filter(({ health }) => health.state === state).length;
    return { behind: count('behind'), silent: count('silent') };
  }
}
