import { Injectable, Logger } from '@nestjs/common';
import { CardsService } from '../cards/cards.service.js';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import type { CaseView, ClockSheet } from '../console/console.protocol.js';
import { examine, type Judgement } from '../domain/examine.js';
import type { Instant } from '../domain/instant.js';
import { problem } from '../http/problem.js';
import { type Account, canSee, visibleOrg } from '../identity/account.js';
import { isStorable } from '../intake/text.js';
import { type CaseFile, ownTime } from '../supervision/case-file.js';
import { FindingsService } from '../review/findings.service.js';
import { decodeCaseFile } from '../supervision/case-file-text.js';
import { Clock } from '../time/clock.js';
import { caseView } from './case.mapper.js';
import { clockSheet } from './clock-sheet.js';
import type { JudgedCase } from './judged-case.js';
import { notJudged } from './not-judged.js';
import { CasesRepository, type StoredEvent } from './cases.repository.js';

@Injectable()
export class CasesService {
  private readonly log = new Logger('cases');

  constructor(
    private readonly cases: CasesRepository,
    private readonly cards: CardsService,
    private readonly catalogue: CatalogueService,
    private readonly clock: Clock,
    private readonly findings: FindingsService,
  ) {}

  /** @throws 404 also for a case that the account may not see; 409 for one that cannot be judged */
  async view(caseNo: string, account: Account): Promise<CaseView> {
    const judged = await this.judged(caseNo, account);
    const [cards, review] = await Promise.all([
      this.cards.ofCase(caseNo, visibleOrg(account)),
      this.findings.ofCase(caseNo, account),
    ]);
    return caseView(judged, cards, review);
  }

  /** @throws 404, 409 as `view` does */
  async clockSheet(caseNo: string, account: Account): Promise<ClockSheet> {
    return clockSheet(await this.judged(caseNo, account));
  }

  private async judged(caseNo: string, account: Account): Promise<JudgedCase> {
    const stored = isStorable(caseNo) ? await this.cases.byNumber(caseNo) : undefined;
    if (!stored || !canSee(visibleOrg(account), stored.org))
      throw problem(404, 'case-not-found', { zh: '没有这个办件', en: 'there is no such case' });
    const file = decodeCaseFile(stored.file);
    const asOf = ownTime(stored.positions, file.newest, this.clock.now());
    await this.catalogue.ensure(stored.refs.rev, [stored.refs]);
    const missing = this.catalogue.missing(stored.refs);
    if (missing.length > 0) throw notJudged(caseNo, missing);
    const standards = this.catalogue.standards(stored.refs);
    const judgement = this.judgeable(caseNo, () => examine(file.events, standards, asOf, file.deemed));
    return { stored, standards, asOf, judgement, counts: countedIn(file) };
  }

  /** The sweep sets such a case aside; a reader is told so instead of meeting an error of the server. */
  private judgeable(caseNo: string, judge: () => Judgement): Judgement {
    try {
      return judge();
    } catch (error) {
      this.log.error(`case ${caseNo} could not be judged: ${error instanceof Error ? error.stack : String(error)}`);
      throw notJudged(caseNo);
    }
  }
}

/** One feed's events of one type and instant count together or not at all. */
function countedIn({ events }: CaseFile): JudgedCase['counts'] {
  const keyOf = (type: string, at: Instant, feed: number): string => `${feed} ${type} ${at}`;
  const counted = new Set(events.map(({ type, at, feed }) => keyOf(type, at, feed)));
  return ({ type, occurredAt, feed }: StoredEvent) => counted.has(keyOf(type, occurredAt, feed));
}
