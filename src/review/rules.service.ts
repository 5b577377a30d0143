import { Injectable } from '@nestjs/common';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import type {
  RuleInProfile,
  RuleList,
  RuleStageView,
  RuleStatisticsAnswer,
  RuleThreshold,
  RuleTier,
  RuleView,
} from '../console/rules.protocol.js';
import type { RuleHead } from '../domain/rule-head.js';
import { ruleName } from '../domain/rule-name.js';
import { RULES } from '../domain/rules/registry.js';
import { isWaitRule } from '../domain/review/rule.js';
import type { RuleProfile, RuleSetting, RuleStage } from '../domain/standards.js';
import { problem } from '../http/problem.js';
import { type Account, visibleOrg } from '../identity/account.js';
import { Clock } from '../time/clock.js';
import { ReviewBook } from './review-book.js';
import { figuresByRule, isDoubtful, noFigures, totalOf } from './rule-figures.js';
import { readStatisticsQuery } from './rules.query.js';
import { RulesRepository } from './rules.repository.js';

/** What nobody has published. */
const OUR_CHOICE = '本系统约定';

/** Every rule of both tiers: how profiles set it, and how it fares. */
@Injectable()
export class RulesService {
  constructor(
    private readonly catalogue: CatalogueService,
    private readonly book: ReviewBook,
    private readonly repository: RulesRepository,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<RuleList> {
    const inForce = await this.profilesInForce();
    return { items: this.heads().map((head) => this.view(head, inForce)) };
  }

  /** @throws 404 */
  async rule(code: string): Promise<RuleView> {
    const head = this.heads().find((one) => one.code === code);
    if (!head) throw problem(404, 'rule-not-found', { zh: '没有这条规则', en: 'there is no such rule' });
    return this.view(head, await this.profilesInForce());
  }

  /** @throws 400 naming the parameter */
  async statistics(query: unknown, account: Account): Promise<RuleStatisticsAnswer> {
    const request = readStatisticsQuery(query, this.clock.now());
    const scope = visibleOrg(account);
    const [findings, cards, unjudged] = await Promise.all([
      this.repository.findings(request, scope),
      this.repository.cards(
        request,
        scope,
        RULES.map(({ code }) => code),
      ),
      this.repository.unjudged(request, scope),
    ]);
    const months = [...request.months];
    const figures = figuresByRule({ findings, cards, unjudged }, months);
    const rules = this.heads().map(({ code, category }) => {
      const byMonth = figures.get(code) ?? noFigures(months);
      const total = totalOf(byMonth);
      const tier = this.tierOf(code);
      const name = ruleName(code, this.catalogue.profile);
      return { code, name, tier, category, months: byMonth, total, doubtful: isDoubtful(total, tier) };
    });
    return { months, region: request.region, rules };
  }

  private heads(): readonly RuleHead[] {
    return [...RULES, ...this.book.rules];
  }

  private tierOf(code: string): RuleTier {
    return this.book.byCode(code) ? 'review' : 'time';
  }

  /** Codes of the profiles by which new cases of some organisation are judged. */
  private async profilesInForce(): Promise<ReadonlySet<string>> {
    const { profiles, profile } = this.catalogue;
    const orgs = profiles.codes.length > 1 ? await this.repository.organisations() : [];
    return new Set([profile.code, ...orgs.map((org) => profiles.forOrg(org).code)]);
  }

  private view(head: RuleHead, inForce: ReadonlySet<string>): RuleView {
    const { code, category, name, description, level, mode, basis, needs, shows, params } = head;
    const { profiles } = this.catalogue;
    return {
      code,
      tier: this.tierOf(code),
      category,
      name,
      description,
      level,
      mode,
      basis: [...basis],
      needs: [...needs],
      shows,
      params: Object.entries(params).map(([key, threshold]) => ({ name: key, ...threshold })),
      waits: isWaitRule(head),
      profiles: profiles.codes.flatMap((key) => {
        const profile = profiles.get(key);
        return profile ? [inProfile(head, profile, inForce.has(key))] : [];
      }),
    };
  }
}

function inProfile(head: RuleHead, profile: RuleProfile, inForce: boolean): RuleInProfile {
  const { code, version, name = null, rules, book = {} } = profile;
  const setting = [...Object.values(rules), ...Object.values(book)].find((one) => one.code === head.code);
  const isOn = setting !== undefined && setting.enabled !== false;
  return {
    profile: `${code}@${version}`,
    profileName: name,
    inForce,
    setting: isOn ? settingView(head, setting, profile) : null,
  };
}

function settingView(
  head: RuleHead,
  setting: RuleSetting,
  { notify }: RuleProfile,
): NonNullable<RuleInProfile['setting']> {
  const { version, level, mode = head.mode, name, basis, params, sources = {}, stages = [] } = setting;
  return {
    version,
    level,
    mode,
    name,
    basis: [...basis],
    params: Object.entries(params).map(([key, value]): RuleThreshold => {
      const { unit = null, min = null, max = null } = head.params[key] ?? {};
      return { name: key, value, unit, min, max, source: sources[key] ?? OUR_CHOICE };
    }),
    levelSource: sources.level ?? OUR_CHOICE,
    // A hint becomes no card, and nobody is told of it.
    notify: (mode !== 'hint' && notify?.[level]) || null,
    stages: stages.map(stageView).sort((a, b) => placeOf(a) - placeOf(b)),
  };
}

const stageView = ({ level, at, source }: RuleStage): RuleStageView => ({
  level,
  daysBefore: 'daysBefore' in at ? at.daysBefore : null,
  daysOver: 'daysOver' in at ? at.daysOver : null,
  source,
});

/** In working days from the due instant; on the due day itself its opening of business comes first. */
const placeOf = ({ daysBefore, daysOver }: RuleStageView): number => daysOver ?? -(daysBefore ?? 0);
