import { Injectable } from '@nestjs/common';
import { BriefCache } from '../http/brief-cache.js';
import { newToken, tokenHash } from '../identity/token.js';
import type { Feed } from './feed.js';
import { FeedRepository, type NewFeed } from './feed.repository.js';

/** Milliseconds in which a feed disabled by another process may still send (at most 10 s). */
const CACHE_MS = 5_000;

@Injectable()
export class FeedService {
  private readonly tokens = new BriefCache<Feed | undefined>(CACHE_MS);
  private readonly list = new BriefCache<ReadonlyMap<number, Feed>>(CACHE_MS);

  constructor(private readonly feeds: FeedRepository) {}

  /** The feed that a source token belongs to; `undefined` for an unknown token and for a disabled feed. */
  authenticate(token: string): Promise<Feed | undefined> {
    const hash = tokenHash(token);
    return this.tokens.get(hash.toString('hex'), () => this.feeds.byTokenHash(hash));
  }

  /** Disabled feeds too: their cases are still judged. */
  async byId(id: number): Promise<Feed | undefined> {
    const known = (await this.byIds()).get(id);
    if (known) return known;
    this.list.forget('all');
    return (await this.byIds()).get(id);
  }

  /** Every feed, disabled ones too. */
  async all(): Promise<Feed[]> {
    return [...(await this.byIds()).values()];
  }

  /** `undefined`: the name is taken. The token is shown this once and never stored. */
  async add(feed: NewFeed, token = newToken()): Promise<{ feed: Feed; token: string } | undefined> {
    const added = await this.feeds.add(feed, tokenHash(token));
    this.list.forget('all');
    this.tokens.forget(tokenHash(token).toString('hex'));
    return added && { feed: added, token };
  }

  private byIds(): Promise<ReadonlyMap<number, Feed>> {
    return this.list.get('all', async () => new Map((await this.feeds.all()).map((feed) => [feed.id, feed])));
  }
}
