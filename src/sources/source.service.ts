import { Injectable } from '@nestjs/common';
import { outOfScope, problem } from '../http/problem.js';
import { type Account, visibleOrg } from '../identity/account.js';
import { lastHours } from './arrival-hours.js';
import { FeedHealthService } from './feed-health.service.js';
import { FeedRepository } from './feed.repository.js';
import { scopeTouching, scopeWithin } from './feed.js';
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

  /** @throws 403 where a limited account registers a source for others than its own */
  async add(body: unknown, account: Account): Promise<CreatedSourceView> {
    const request = readSource(body);
    const own = scopeWithin(request.scope, visibleOrg(account));
    const foreign = request.scope.findIndex((code) => !own.includes(code));
    if (foreign >= 0) throw outOfScope(`scope[${foreign}]`);
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

  /** To a limited account: the sources that report on what it may see, and of their scope only that part. */
  async list(account: Account): Promise<SourceListView> {
    const [{ now, feeds }, arrivals] = await Promise.all([this.health.all(), this.records.arrivals()]);
    const visible = visibleOrg(account);
    const items = feeds.flatMap(({ feed, health }) => {
      const scope = scopeTouching(feed.scope, visible);
      if (scope.length === 0) return [];
      // How much others do is nobody else's concern.
      const isWhollySeen = scopeWithin(feed.scope, visible).length === feed.scope.length;
      return listedSourceView({ ...feed, scope }, health, now, isWhollySeen ? lastHours(arrivals, feed.id, now) : null);
    });
    return { items };
  }
}
