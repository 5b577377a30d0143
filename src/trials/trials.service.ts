import { Injectable, StreamableFile } from '@nestjs/common';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import type {
  TrialBrief,
  TrialChange,
  TrialChangePage,
  TrialGroup,
  TrialGroups,
  TrialList,
  TrialSummary,
  TrialView,
} from '../console/trials.protocol.js';
import { ruleName } from '../domain/rule-name.js';
import { pageOf } from '../http/page-query.js';
import { outOfScope, problem } from '../http/problem.js';
import { type Account, canSee, visibleOrg } from '../identity/account.js';
import { Clock } from '../time/clock.js';
import { TrialDrafts } from './draft.service.js';
import { ProposalsService } from './proposals.service.js';
import {
  mostFirst,
  noTierChanges,
  sumOf,
  type TalliedGroup,
  type TalliedGroups,
  type TalliedSummary,
} from './tally.js';
import { briefOf, changeView, startOf } from './trial.mapper.js';
import { changesCsv, csvFile, summaryCsv } from './trial.csv.js';
import {
  CHANGE_CURSOR,
  noSuchTrial,
  type ChangeFilter,
  readChangeQuery,
  readCsvQuery,
  readTrial,
  trialId,
} from './trial.query.js';
import type { FormerSummary, StoredChange, WholeTrial } from './trial.row.js';
import { MAX_KEPT_TRIALS, TrialRunner } from './trial-runner.js';
import { type CountedGroup, GROUP_MEMBERS, TrialsRepository } from './trials.repository.js';

/** Trials that may wait at once, over all servers; one runs on each server. */
export const MAX_WAITING_TRIALS = 8;
/** Trials that a list shows: those kept, those that wait, and those with a proposal. */
const MAX_LISTED = 200;

/** Try before use: what would have happened under a draft. */
@Injectable()
export class TrialsService {
  constructor(
    private readonly trials: TrialsRepository,
    private readonly drafts: TrialDrafts,
    private readonly runner: TrialRunner,
    private readonly proposals: ProposalsService,
    private readonly catalogue: CatalogueService,
    private readonly clock: Clock,
  ) {}

  /** @throws 400; 403 `out-of-scope`; 429 `too-many-waiting` */
  async start(body: unknown, account: Account): Promise<TrialBrief> {
    const { name, draft: wanted, from, before, org = null } = readTrial(body);
    const scope = visibleOrg(account);
    if (org !== null && !canSee(scope, org.replace(/\*$/, ''))) throw outOfScope('org');
    const draft = await this.drafts.read(wanted, scope);
    const now = this.clock.now();
    const asked = { name: name ?? `${draft.kind} ${draft.code}`, draft, fromAt: from, beforeAt: before, org };
    const trial = { ...asked, scope: scope ?? null, createdBy: account.name };
    const id = await this.trials.add(trial, now, MAX_WAITING_TRIALS);
    if (id === undefined) throw tooManyWaiting();
    this.runner.wake();
    return briefOf(await this.found(id, account), now);
  }

  async list(account: Account): Promise<TrialList> {
    const now = this.clock.now();
    const rows = await this.trials.list(visibleOrg(account), MAX_LISTED);
    return { items: rows.map((row) => briefOf(row, now)), maxWaiting: MAX_WAITING_TRIALS, maxKept: MAX_KEPT_TRIALS };
  }

  /** @throws 404 also for one that the account may not see */
  async one(id: string, account: Account): Promise<TrialView> {
    const trial = await this.found(trialId(id), account);
    return {
      ...briefOf(trial, this.clock.now()),
      draft: trial.draft,
      start: startOf(trial.draft),
      summary: trial.summary && (await this.named(await this.apart(trial.id, trial.summary))),
      failure: trial.failure,
      proposable: await this.proposals.door(trial),
      proposal: await this.proposals.ofTrial(trial, account),
    };
  }

  /** @throws 400, 404 */
  async changes(id: string, query: unknown, account: Account): Promise<TrialChangePage> {
    const asked = readChangeQuery(query);
    const trial = await this.found(trialId(id), account);
    const total = this.trials.countChanges(trial.id, asked.filter);
    const { page, nextCursor } = pageOf(CHANGE_CURSOR, await this.trials.changes(trial.id, asked), asked.limit);
    return { items: this.viewsOf(page), nextCursor, total: await total };
  }

  /** What is chosen in one grouping narrows the others. @throws 400, 404 */
  async groups(id: string, query: unknown, account: Account): Promise<TrialGroups> {
    const { filter } = readChangeQuery(query);
    const trial = await this.found(trialId(id), account);
    return this.namedGroups(await this.counted(trial.id, filter));
  }

  /** @throws 400, 404; 409 `trial-open` */
  async csv(id: string, query: unknown, account: Account): Promise<StreamableFile> {
    const { part, filter } = readCsvQuery(query);
    const trial = await this.one(id, account);
    if (!trial.summary) throw stillOpen();
    const text =
      part === 'summary'
        ? summaryCsv(trial, trial.summary)
        : changesCsv(await this.trials.listed(trial.id, filter), (rule) => ruleName(rule, this.catalogue.profile));
    return new StreamableFile(Buffer.from(text), {
      type: 'text/csv; charset=utf-8',
      disposition: csvFile(trial.id, part),
    });
  }

  private viewsOf(rows: readonly StoredChange[]): TrialChange[] {
    const { profile } = this.catalogue;
    return rows.map((row) => changeView(row, ruleName(row.rule, profile)));
  }

  /** @throws 404; 409 `trial-over` */
  async cancel(id: string, account: Account): Promise<TrialBrief> {
    const trial = await this.found(trialId(id), account);
    if (!(await this.trials.cancel(trial.id, account.name, this.clock.now()))) throw over();
    return briefOf(await this.found(trial.id, account), this.clock.now());
  }

  /** @throws 404; 409 `trial-open`, `exists` */
  async remove(id: string, account: Account): Promise<void> {
    const trial = await this.found(trialId(id), account);
    if (await this.proposals.ofTrial(trial, account)) throw hasProposal();
    if (!(await this.trials.remove(trial.id))) throw stillOpen();
  }

  private async found(id: number, account: Account): Promise<WholeTrial> {
    const trial = await this.trials.one(id, visibleOrg(account));
    if (!trial) throw noSuchTrial();
    return trial;
  }

  private async counted(id: number, filter: ChangeFilter): Promise<TalliedGroups> {
    const [byRule, byOrg, byItem] = await Promise.all(
      GROUP_MEMBERS.map(async (member) => groupsOf(await this.trials.countsBy(id, member, filter))),
    );
    return { byRule: byRule!, byOrg: byOrg!, byItem: byItem! };
  }

  /** A summary of before cards, findings and hints were told apart: they are counted from the changes that are kept. */
  private async apart(id: number, summary: Partial<TalliedSummary> & FormerSummary): Promise<TalliedSummary> {
    const { levels, hints, versions } = summary;
    if (levels !== undefined && hints && versions) return { ...summary, levels, hints, versions };
    const groups = await this.counted(id, {});
    const sum = (tier: 'cards' | 'findings' | 'hints') => sumOf(groups.byRule.map((group) => group[tier]));
    const tiers = { cards: sum('cards'), findings: sum('findings'), hints: sum('hints') };
    return { ...summary, ...groups, ...tiers, levels: null, versions: [] };
  }

  private async named(summary: TalliedSummary): Promise<TrialSummary> {
    return { ...summary, ...(await this.namedGroups(summary)) };
  }

  private async namedGroups({ byRule, byOrg, byItem }: TalliedGroups): Promise<TrialGroups> {
    const orgs = await this.trials.orgNames(byOrg.map(({ code }) => code));
    const { profile } = this.catalogue;
    const item = (code: string) => {
      const name = this.catalogue.newest(code)?.name;
      return name === undefined ? null : { zh: name, en: name };
    };
    const by = (groups: readonly TalliedGroup[], nameOf: (code: string) => TrialGroup['name']): TrialGroup[] =>
      groups.map((group) => ({ ...group, name: group.code === null ? null : nameOf(group.code) }));
    return {
      byRule: by(byRule, (code) => ruleName(code, profile)),
      byOrg: by(byOrg, (code) => orgs.get(code) ?? null),
      byItem: by(byItem, item),
    };
  }
}

function groupsOf(rows: readonly CountedGroup[]): TalliedGroup[] {
  const groups = new Map<string | null, ReturnType<typeof noTierChanges>>();
  for (const { code, kind, tier, n } of rows) {
    const counts = groups.get(code) ?? noTierChanges();
    counts[tier][kind] = n;
    groups.set(code, counts);
  }
  return mostFirst(groups);
}

const tooManyWaiting = () =>
  problem(429, 'too-many-waiting', {
    zh: `已有 ${MAX_WAITING_TRIALS} 次试算在等待`,
    en: `${MAX_WAITING_TRIALS} trials wait already`,
  });
const over = () => problem(409, 'trial-over', { zh: '试算已经结束', en: 'the trial is over' });
const stillOpen = () =>
  problem(409, 'trial-open', { zh: '试算尚未结束，请先取消', en: 'the trial is not over: cancel it first' });
const hasProposal = () =>
  problem(409, 'exists', { zh: '已据此提出建议，不能删除', en: 'a proposal rests on it: it is kept' });
