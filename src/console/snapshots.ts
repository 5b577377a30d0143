import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CardsService } from '../cards/cards.service.js';
import { ChangeRepository } from './change.repository.js';
import type { CardView, ConsoleSnapshot } from './console.protocol.js';
import type { FeedPosition } from './feed-position.js';
import { Turns } from '../http/turns.js';

const NEWEST = 200;
/** Snapshots that are read at a time; the others wait for their turn. */
const AT_ONCE = 3;

export interface FeedSnapshot {
  readonly position: FeedPosition;
  readonly cards: readonly CardView[];
  readonly counts: ConsoleSnapshot['counts'];
}

/** The cards exactly as they stand at a position of the feed: what comes after it is left out. */
@Injectable()
export class Snapshots {
  private readonly turns = new Turns(AT_ONCE);
  /** Not begun yet: one serves all consoles of its scope that ask meanwhile. */
  private readonly waiting = new Map<string | undefined, Promise<FeedSnapshot>>();

  constructor(
    private readonly source: DataSource,
    private readonly changes: ChangeRepository,
    private readonly cards: CardsService,
  ) {}

  newest(scope: string | undefined): Promise<FeedSnapshot> {
    const waiting = this.waiting.get(scope);
    if (waiting) return waiting;
    const begin = (): Promise<FeedSnapshot> => {
      this.waiting.delete(scope);
      return this.read(scope);
    };
    const snapshot = Promise.resolve().then(() => this.turns.take(begin));
    this.waiting.set(scope, snapshot);
    return snapshot;
  }

  /** Cards per level as a console knew them that had read up to a position. */
  countsAt(position: FeedPosition, scope: string | undefined): Promise<ConsoleSnapshot['counts']> {
    return this.turns.take(() =>
      this.source.transaction('REPEATABLE READ', async (transaction) =>
        this.countsBefore(position, scope, transaction),
      ),
    );
  }

  private read(scope: string | undefined): Promise<FeedSnapshot> {
    return this.source.transaction('REPEATABLE READ', async (transaction) => {
      const position = await this.changes.newest(transaction);
      const later = await this.changes.raisedAfter(position, transaction);
      const cards = await this.cards.newest(transaction, scope, NEWEST, later);
      return { position, cards, counts: await this.countsBefore(position, scope, transaction) };
    });
  }

  private async countsBefore(
    position: FeedPosition,
    scope: string | undefined,
    transaction: Pick<DataSource, 'query'>,
  ): Promise<ConsoleSnapshot['counts']> {
    const counts = await this.cards.levels(transaction, scope);
    for (const { level, n } of await this.changes.levelsAfter(position, scope, transaction)) counts[level] -= n;
    return counts;
  }
}
