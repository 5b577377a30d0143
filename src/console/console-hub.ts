import { Injectable, Logger } from '@nestjs/common';
import type { Namespace } from 'socket.io';
import { CardsService } from '../cards/cards.service.js';
import { Turns } from '../http/turns.js';
import { canSee } from '../identity/account.js';
import { drained, isBehind } from './backlog.js';
import { ChangeFeed, PAGE } from './change-feed.js';
import { ChangeRepository, type Change } from './change.repository.js';
import { ConsoleMetrics } from './console.metrics.js';
import type { CardView } from './console.protocol.js';
import { comparePositions, cursorOf, type FeedPosition, positionOf } from './feed-position.js';
import { firstResume } from './first-resume.js';
import { Snapshots } from './snapshots.js';
import type { Viewer } from './viewer.js';

/** Consoles that are served from the database at a time; the others wait for their turn. */
const AT_ONCE = 4;

/** Changes that a console may lie behind to be served them; one that lies further back gets a snapshot. */
export const MAX_RESUME_CHANGES = 10_000;

/** A scope has one room, and each message is encoded once for it. */
const roomOf = (scope: string | undefined): string => `scope:${scope ?? ''}`;

/**
 * Serves consoles: snapshot or resume, then what they have missed, then changes as they come. A console joins its room
 * in the very tick in which it has reached the feed's own position, so it misses nothing and sees nothing twice.
 */
@Injectable()
export class ConsoleHub {
  private readonly log = new Logger('console');
  private readonly viewers = new Set<Viewer>();
  private readonly turns = new Turns(AT_ONCE);
  private namespace: Namespace | undefined;

  constructor(
    private readonly feed: ChangeFeed,
    private readonly changes: ChangeRepository,
    private readonly cards: CardsService,
    private readonly snapshots: Snapshots,
    private readonly metrics: ConsoleMetrics,
  ) {}

  async start(namespace: Namespace): Promise<void> {
    this.namespace = namespace;
    await this.feed.start({ isThere: () => this.metrics.live > 0, prepare: (changes) => this.prepare(changes) });
  }

  get connected(): readonly Viewer[] {
    return [...this.viewers];
  }

  add(viewer: Viewer): void {
    this.viewers.add(viewer);
    this.metrics.sockets = this.viewers.size;
    viewer.socket.once('disconnect', () => {
      this.leave(viewer);
      this.viewers.delete(viewer);
      this.metrics.sockets = this.viewers.size;
    });
    this.serve(viewer, async () => {
      await firstResume(viewer, () => this.goBack(viewer));
      await this.welcome(viewer, viewer.takeAsked()?.cursor);
      await this.catchUp(viewer);
    });
  }

  /** A console that says only after its welcome where it wants to go on is served from there, as soon as it is live. */
  private goBack(viewer: Viewer): void {
    if (viewer.gone || !viewer.live) return;
    const asked = viewer.takeAsked();
    if (asked) this.takeAside(viewer, () => this.welcome(viewer, asked.cursor));
  }

  /** A failure ends the connection; the console comes back and goes on where it was. */
  private serve(viewer: Viewer, work: () => Promise<void>): void {
    work().catch((error: unknown) => {
      this.metrics.feedFailures += 1;
      this.log.error(`控制台服务失败 / serving a console failed: ${String(error)}`);
      viewer.socket.conn.close();
    });
  }

  private async welcome(viewer: Viewer, cursor: unknown): Promise<void> {
    const { socket, scope } = viewer;
    const wanted = positionOf(this.feed.epoch, cursor);
    if (wanted && typeof cursor === 'string' && (await this.canResume(wanted))) {
      const counts = await this.snapshots.countsAt(wanted, scope);
      viewer.goFrom(wanted);
      this.metrics.resumed += 1;
      socket.emit('snapshot', { cursor, resumed: true, cards: [], counts });
      return;
    }
    const { position, cards, counts } = await this.snapshots.newest(scope);
    viewer.position = viewer.afresh = position;
    this.metrics.snapshots += 1;
    socket.emit('snapshot', { cursor: this.cursor(position), resumed: false, cards: [...cards], counts });
  }

  private async canResume(position: FeedPosition): Promise<boolean> {
    if (!(await this.changes.has(position))) return false;
    return (await this.changes.countAfter(position, MAX_RESUME_CHANGES + 1)) <= MAX_RESUME_CHANGES;
  }

  /** Pages from the console's own position, at the pace at which it takes them, until it is live. */
  private async catchUp(viewer: Viewer): Promise<void> {
    for (let joined = false; !joined;) {
      if (!(await drained(viewer.socket))) return this.cutOff(viewer);
      joined = await this.turns.take(() => this.serveNext(viewer));
      if (viewer.gone) return;
    }
    this.goBack(viewer);
  }

  /** @returns whether the console has become live; it may have been taken aside again since. */
  private async serveNext(viewer: Viewer): Promise<boolean> {
    const { socket, scope } = viewer;
    // Another process may have read further than this one.
    if (comparePositions(viewer.position, this.feed.position) > 0) await this.feed.read();
    const upTo = viewer.served?.from ?? this.feed.position;
    if (comparePositions(viewer.position, upTo) < 0) {
      const changes = await this.changes.between(viewer.position, upTo, scope, PAGE);
      const cards = await this.cardsOf(changes, scope);
      if (viewer.gone) return false;
      viewer.moveTo(changes.length === PAGE ? (changes.at(-1) ?? upTo) : upTo);
      if (cards.length > 0) this.count(cards);
      if (cards.length > 0) socket.emit('changes', { cursor: this.cursor(viewer.position), cards });
    }
    if (viewer.gone || comparePositions(viewer.position, this.feed.position) !== 0) return false;
    this.join(viewer);
    return true;
  }

  private join(viewer: Viewer): void {
    viewer.live = true;
    void viewer.socket.join(roomOf(viewer.scope));
    this.metrics.live += 1;
  }

  private leave(viewer: Viewer): void {
    if (!viewer.live) return;
    viewer.live = false;
    void viewer.socket.leave(roomOf(viewer.scope));
    this.metrics.live -= 1;
  }

  private cutOff(viewer: Viewer): void {
    if (viewer.gone) return;
    this.metrics.slow += 1;
    this.log.warn(
      `控制台接收过慢，已断开 / a console does not take its changes and is cut off: ${viewer.account.username}`,
    );
    viewer.socket.conn.close(true);
  }

  private async prepare(changes: readonly Change[]): Promise<(to: FeedPosition) => void> {
    const cards = await this.cardsOf(changes, undefined);
    return (to) => this.broadcast(cards, to);
  }

  private broadcast(cards: readonly CardView[], to: FeedPosition): void {
    const live = [...this.viewers].filter((viewer) => viewer.live);
    for (const viewer of live) if (isBehind(viewer.socket)) this.takeAside(viewer);
    const cursor = this.cursor(to);
    for (const scope of new Set(live.map((viewer) => viewer.scope))) {
      const visible = cards.filter((card) => canSee(scope, card.org));
      if (visible.length === 0) continue;
      this.count(visible);
      this.namespace?.to(roomOf(scope)).emit('changes', { cursor, cards: visible });
    }
  }

  /** A slow console goes on from the database at its own pace, so that nothing piles up for it. */
  private takeAside(viewer: Viewer, before = () => Promise.resolve()): void {
    this.leave(viewer);
    viewer.position = this.feed.position;
    this.serve(viewer, async () => {
      await before();
      await this.catchUp(viewer);
    });
  }

  /** Cards as they are now, in the order of their last change. */
  private async cardsOf(changes: readonly Change[], scope: string | undefined): Promise<CardView[]> {
    const ids = [...new Set(changes.map(({ cardId }) => cardId).reverse())].reverse();
    const views = ids.length === 0 ? [] : await this.cards.byIds(ids, scope);
    const byId = new Map(views.map((view) => [view.id, view]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  private count(cards: readonly CardView[]): void {
    this.metrics.messages += 1;
    this.metrics.cards += cards.length;
  }

  private cursor(position: FeedPosition): string {
    return cursorOf(this.feed.epoch, position);
  }
}
