import { Injectable } from '@nestjs/common';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import type { CardView } from '../console/console.protocol.js';
import { isId, pageOf } from '../http/page-query.js';
import { problem } from '../http/problem.js';
import { type Account, visibleOrg } from '../identity/account.js';
import { cardView } from './card.mapper.js';
import { CURSOR_MARK, type CardPageQuery } from './card.query.js';
import type { CardRow } from './card.row.js';
import { CardsRepository, type LevelCounts, type Queries } from './cards.repository.js';

export interface CardPage {
  readonly items: CardView[];
  readonly nextCursor: string | null;
  readonly total: number;
}

@Injectable()
export class CardsService {
  constructor(
    private readonly cards: CardsRepository,
    private readonly catalogue: CatalogueService,
  ) {}

  async page({ filter, limit, before }: CardPageQuery, account: Account): Promise<CardPage> {
    const scope = visibleOrg(account);
    const [rows, total] = await Promise.all([
      this.cards.page(filter, scope, limit + 1, before),
      this.cards.count(filter, scope),
    ]);
    const { page, nextCursor } = pageOf(CURSOR_MARK, rows, limit);
    return { items: this.views(page), nextCursor, total };
  }

  /** @throws 404 also for a card that the account may not see */
  async card(id: string, account: Account): Promise<CardView> {
    const [view] = isId(id) ? await this.byIds([id], visibleOrg(account)) : [];
    if (!view) throw problem(404, 'card-not-found', { zh: '没有这条告警', en: 'there is no such card' });
    return view;
  }

  async byIds(ids: readonly string[], scope: string | undefined): Promise<CardView[]> {
    return this.views(await this.cards.byIds(ids, scope));
  }

  async ofCase(caseNo: string, scope: string | undefined): Promise<CardView[]> {
    return this.views(await this.cards.ofCase(caseNo, scope));
  }

  /** Newest cards first, but for those of `without`, as one transaction sees them. */
  async newest(
    queries: Queries,
    scope: string | undefined,
    limit: number,
    without: readonly string[] = [],
  ): Promise<CardView[]> {
    return this.views(await this.cards.newest(queries, scope, limit, without));
  }

  levels(queries: Queries, scope: string | undefined, without: readonly string[] = []): Promise<LevelCounts> {
    return this.cards.levels(queries, scope, without);
  }

  private views(rows: readonly CardRow[]): CardView[] {
    return rows.map((row) => cardView(row, this.catalogue.profile));
  }
}
