import { Injectable } from '@nestjs/common';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import type { CaseReview, FindingPage, FindingView, UnjudgedPage } from '../console/findings.protocol.js';
import { rfc3339 } from '../domain/instant.js';
import { ruleName } from '../domain/rule-name.js';
import type { Words } from '../domain/wording.js';
import { isId, pageOf } from '../http/page-query.js';
import { type Account, visibleOrg } from '../identity/account.js';
import { EVERY_RULE } from './case-review.js';
import { FindingDecisions } from './finding-decisions.js';
import { briefView, findingView } from './finding.row.js';
import {
  type Decision,
  FINDING_MARK,
  type FindingFilter,
  type ListQuery,
  UNJUDGED_MARK,
  type UnjudgedFilter,
} from './finding.query.js';
import { noSuchFinding } from './finding.problem.js';
import { FindingsRepository } from './findings.repository.js';
import { ReviewBook } from './review-book.js';
import { UnjudgedRepository } from './unjudged.repository.js';

const ALL_RULES: Words = { zh: '全部规则', en: 'Every rule' };

@Injectable()
export class FindingsService {
  constructor(
    private readonly findings: FindingsRepository,
    private readonly unjudgedRows: UnjudgedRepository,
    private readonly decisions: FindingDecisions,
    private readonly catalogue: CatalogueService,
    private readonly book: ReviewBook,
  ) {}

  async page({ filter, limit, before }: ListQuery<FindingFilter>, account: Account): Promise<FindingPage> {
    const scope = visibleOrg(account);
    const [rows, total] = await Promise.all([
      this.findings.page({ filter, limit: limit + 1, before }, scope),
      this.findings.count(filter, scope),
    ]);
    const { page, nextCursor } = pageOf(FINDING_MARK, rows, limit);
    return { items: page.map((row) => briefView(row, this.catalogue.profile)), nextCursor, total };
  }

  /** @throws 404 also for a finding that the account may not see */
  async finding(id: string, account: Account): Promise<FindingView> {
    const row = isId(id) ? await this.findings.byId(id, visibleOrg(account)) : undefined;
    if (!row) throw noSuchFinding();
    return findingView(row, this.catalogue.profile);
  }

  /** Repeated by the same account it changes nothing. @throws 404; 409 where it has been decided otherwise, or by others */
  async decide(id: string, decision: Decision, account: Account): Promise<FindingView> {
    if (!isId(id)) throw noSuchFinding();
    await this.decisions.decide(id, decision, account);
    return this.finding(id, account);
  }

  async unjudged({ filter, limit, before }: ListQuery<UnjudgedFilter>, account: Account): Promise<UnjudgedPage> {
    const scope = visibleOrg(account);
    const [rows, total, groups] = await Promise.all([
      this.unjudgedRows.page({ filter, limit: limit + 1, before }, scope),
      this.unjudgedRows.count(filter, scope),
      before === undefined ? this.unjudgedRows.groups(filter, scope) : [],
    ]);
    const { page, nextCursor } = pageOf(UNJUDGED_MARK, rows, limit);
    return {
      items: page.map(({ id: _id, since, ...row }) => ({
        ...row,
        ruleName: this.nameOf(row.rule),
        category: this.book.categoryOf(row.rule),
        since: rfc3339(since),
      })),
      nextCursor,
      total,
      groups: groups.map((group) => ({ ...group, ruleName: this.nameOf(group.rule) })),
    };
  }

  /** What the review has found of a case; null for those who see no findings. */
  async ofCase(caseNo: string, account: Account): Promise<CaseReview | null> {
    if (account.role === 'head') return null;
    const scope = visibleOrg(account);
    const [rows, unjudged] = await Promise.all([
      this.findings.ofCase(caseNo, scope),
      this.unjudgedRows.ofCase(caseNo, scope),
    ]);
    return {
      findings: rows.map((row) => findingView(row, this.catalogue.profile)),
      unjudged: unjudged.map(({ since, ...one }) => ({
        ...one,
        ruleName: this.nameOf(one.rule),
        since: rfc3339(since),
      })),
    };
  }

  private nameOf(rule: string): Words {
    return rule === EVERY_RULE ? ALL_RULES : ruleName(rule, this.catalogue.profile);
  }
}
