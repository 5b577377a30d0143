import { Injectable } from '@nestjs/common';
import { OfficeService } from '../bulletin/office.service.js';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import type { CardBrief, CardCountdown, CardView } from '../console/console.protocol.js';
import type { RuleProfile } from '../domain/standards.js';
import { isId, pageOf } from '../http/page-query.js';
import { problem } from '../http/problem.js';
import { type Account, visibleOrg } from '../identity/account.js';
import { briefView, cardView } from './card.mapper.js';
import { CURSOR_MARK, type CardPageQuery } from './card.query.js';
import type { BriefRow, CardRow } from './card.row.js';
import { CardsRepository, type LevelCounts, type Queries } from './cards.repository.js';
import { CountdownService } from './countdown.service.js';

export interface CardPage {
  /** Without explanation and evidence where a brief page was asked for. */
  readonly items: (CardBrief | CardView)[];
  readonly nextCursor: string | null;
  readonly total: number;
}

export interface CardCountdowns {
  readonly items: { readonly id: string; readonly countdown: CardCountdown | null }[];
}

@Injectable()
export class CardsService {
  constructor(
    private readonly cards: CardsRepository,
    private readonly catalogue: CatalogueService,
    private readonly countdowns: CountdownService,
    private readonly supervision: OfficeService,
  ) {}

  async page({ filter, limit, before, brief }: CardPageQuery, account: Account): Promise<CardPage> {
    const scope = visibleOrg(account);
    const total = this.cards.count(filter, scope);
    const read = { filter, scope, limit: limit + 1, before };
    if (brief) {
      const { page, nextCursor } = pageOf(CURSOR_MARK, await this.cards.briefPage(read), limit);
      return { items: await this.briefs(page), nextCursor, total: await total };
    }
    const { page, nextCursor } = pageOf(CURSOR_MARK, await this.cards.page(read), limit);
    return { items: await this.views(page), nextCursor, total: await total };
  }

  /** How each of these cards stands now; those that the account may not see are left out. */
  async countdownsOf(ids: readonly string[], account: Account): Promise<CardCountdowns> {
    const rows = await this.cards.briefsByIds(ids, visibleOrg(account));
    const countdowns = await this.countdowns.of(rows);
    return { items: rows.map(({ id }, i) => ({ id, countdown: countdowns[i] ?? null })) };
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

  private async views(rows: readonly CardRow[]): Promise<CardView[]> {
    const countdowns = await this.countdowns.of(rows);
    const { organ } = this.supervision.office;
    return rows.map((row, i) => cardView(row, countdowns[i] ?? null, this.profileOf(row), organ));
  }

  private async briefs(rows: readonly BriefRow[]): Promise<CardBrief[]> {
    const countdowns = await this.countdowns.of(rows);
    return rows.map((row, i) => briefView(row, countdowns[i] ?? null, this.profileOf(row)));
  }

  /** That of the card's case, which has been loaded with its countdown; else the one in force. */
  private profileOf({ standing }: BriefRow): RuleProfile {
    const isKept = standing && this.catalogue.missing(standing).length === 0;
    return isKept ? this.catalogue.standards(standing).profile : this.catalogue.profile;
  }
}
