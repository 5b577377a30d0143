import { Injectable } from '@nestjs/common';
import { problem } from '../http/problem.js';
import { lastHours } from './arrival-hours.js';
import { FeedHealthService } from './feed-health.service.js';
import { FeedRepository } from './feed.repository.js';
import { FeedService } from './feed.service.js';
import { readSource } from './source.input.js';
import { listedSourceView, sourceView, type CreatedSourceView, type SourceListView } from './source.view.js';

@Injectable()
export class SourceService {
  constructor(
    private readonly feeds: FeedService,
    private readonly health: FeedHealthService,
    private readonly records: FeedRepository,
  ) {}

  async add(body: unknown): Promise<CreatedSourceView> {
    const request = readSource(body);
    const added = await this.feeds.add(request);
    if (!added)
      throw problem(
        409,
        'name-taken',
        { zh: `来源“${request.name}”已存在`, en: `there already is a source "${request.name}"` },
        'name',
      );
    return { ...sourceView(added.feed), token: added.token };
  }

  async list(): Promise<SourceListView> {
    const [{ now, feeds }, arrivals] = await Promise.all([this.health.all(), this.records.arrivals()]);
    const received = (feed: number): number[] => lastHours(arrivals, feed, now);
    return { items: feeds.map(({ feed, health }) => listedSourceView(feed, health, now, received(feed.id))) };
  }
}
