import { Injectable } from '@nestjs/common';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import type {
  ProposalBrief,
  ProposalCount,
  ProposalDoor,
  ProposalEntry,
  ProposalEntryPage,
  StaleReason,
} from '../console/trials.protocol.js';
import { rfc3339 } from '../domain/instant.js';
import { ruleName } from '../domain/rule-name.js';
import { pageOf } from '../http/page-query.js';
import { problem } from '../http/problem.js';
import { type Account, visibleOrg } from '../identity/account.js';
import { Clock } from '../time/clock.js';
import { TrialDrafts } from './draft.service.js';
import { ProposalDecisions } from './proposal-decisions.js';
import { ENTRY_CURSOR, readDecision, readEntryQuery } from './proposal.query.js';
import { type ProposalRow, ProposalsRepository } from './proposals.repository.js';
import { noSuchTrial, trialId } from './trial.query.js';
import type { WholeTrial } from './trial.row.js';
import { TrialsRepository } from './trials.repository.js';

type Obstacle = NonNullable<ProposalDoor['reason']>;

/** After a change has come into force: which cards it would take back, which it would add, and a person's word on it. */
@Injectable()
export class ProposalsService {
  constructor(
    private readonly trials: TrialsRepository,
    private readonly proposals: ProposalsRepository,
    private readonly decisions: ProposalDecisions,
    private readonly drafts: TrialDrafts,
    private readonly catalogue: CatalogueService,
    private readonly clock: Clock,
  ) {}

  async door(trial: WholeTrial): Promise<ProposalDoor> {
    const reason = await this.obstacle(trial);
    return { open: reason === null, reason };
  }

  async ofTrial({ id }: Pick<WholeTrial, 'id'>, account: Account): Promise<ProposalBrief | null> {
    const row = await this.proposals.ofTrial(id);
    return row ? briefOf(row, account) : null;
  }

  /** @throws 404; 409 with an obstacle as its code */
  async propose(id: string, account: Account): Promise<ProposalBrief> {
    const trial = await this.found(id, account);
    const obstacle = await this.obstacle(trial);
    if (obstacle) throw refused(obstacle);
    const since = await this.drafts.inForceSince(trial.draft);
    if (since === undefined) throw refused('not-in-force');
    if ((await this.proposals.create(trial.id, since, account.id, this.clock.now())) === undefined)
      throw refused('exists');
    return briefOf(await this.proposal(trial), account);
  }

  /** @throws 400, 404 */
  async entries(id: string, query: unknown, account: Account): Promise<ProposalEntryPage> {
    const asked = readEntryQuery(query);
    const proposal = await this.proposal(await this.found(id, account));
    const total = this.proposals.countEntries(proposal.id, asked.filter);
    const { page, nextCursor } = pageOf(ENTRY_CURSOR, await this.proposals.entries(proposal.id, asked), asked.limit);
    const items = page.map(({ decidedAt, stale, ...row }) => ({
      ...row,
      stale: stale && { code: stale, ...STALE[stale] },
      ruleName: ruleName(row.rule, this.catalogue.profile),
      decidedAt: decidedAt === null ? null : rfc3339(decidedAt),
    }));
    return { items, nextCursor, total: await total };
  }

  /** @throws 400; 403 `second-person`; 404; 409 `decided` */
  async decide(id: string, body: unknown, account: Account): Promise<ProposalBrief> {
    const decision = readDecision(body);
    const trial = await this.found(id, account);
    await this.decisions.decide({ proposal: (await this.proposal(trial)).id, draft: trial.draft }, decision, account);
    return briefOf(await this.proposal(trial), account);
  }

  private async obstacle({ id, state, draft, summary }: WholeTrial): Promise<Obstacle | null> {
    if (state !== 'done') return 'not-done';
    if (await this.proposals.ofTrial(id)) return 'exists';
    if ((summary?.notKept ?? 0) > 0) return 'too-many';
    const since = await this.drafts.inForceSince(draft);
    if (since === undefined) return 'not-in-force';
    return (await this.proposals.hasCandidates(id, since)) ? null : 'nothing';
  }

  private async found(id: string, account: Account): Promise<WholeTrial> {
    const trial = await this.trials.one(trialId(id), visibleOrg(account));
    if (!trial) throw noSuchTrial();
    return trial;
  }

  private async proposal({ id }: WholeTrial): Promise<ProposalRow> {
    const row = await this.proposals.ofTrial(id);
    if (!row) throw noProposal();
    return row;
  }
}

function briefOf({ id, createdAt, createdBy, creator, counts }: ProposalRow, account: Account): ProposalBrief {
  const of = (action: 'revoke' | 'add'): ProposalCount => {
    const n = (decision?: ProposalEntry['decision']): number =>
      counts
        .filter((count) => count.action === action && (decision === undefined || count.decision === decision))
        .reduce((sum, count) => sum + count.n, 0);
    return { proposed: n(), accepted: n('accepted'), declined: n('declined'), stale: n('stale') };
  };
  const state = counts.some(({ decision }) => decision === 'open') ? 'open' : 'decided';
  return {
    id,
    state,
    revoke: of('revoke'),
    add: of('add'),
    createdAt: rfc3339(createdAt),
    createdBy,
    own: creator === account.id,
  };
}

const OBSTACLES = {
  'not-done': { zh: '试算尚未完成', en: 'the trial is not done' },
  'not-in-force': { zh: '所试内容尚未生效', en: 'what was tried is not in force' },
  'too-many': {
    zh: '变化过多，未全部保留：请缩小时期或者单位范围',
    en: 'not every change was kept: try a shorter period or fewer organisations',
  },
  nothing: { zh: '现有的牌无须变动', en: 'no card would change' },
  exists: { zh: '已经提出建议', en: 'there is a proposal already' },
} as const satisfies Record<Obstacle, unknown>;

const STALE = {
  'case-changed': {
    zh: '试算之后办件又有报送，或者改按别的标准判定，须重新试算',
    en: 'the case has changed since it was tried: try it again',
  },
  'time-passed': {
    zh: '试算之后时间已过，按所试内容如今也会发牌，须重新试算',
    en: 'time has passed since it was tried, and the card would be raised by now: try it again',
  },
  'not-in-force': {
    zh: '所试内容对该办件已不再有效，须重新试算',
    en: 'what was tried is no longer in force for the case: try it again',
  },
  settled: { zh: '这张牌已另行发出或者撤销', en: 'the card has been issued or revoked otherwise' },
} as const satisfies Record<StaleReason, unknown>;

const refused = (obstacle: Obstacle) => problem(409, obstacle, OBSTACLES[obstacle]);
const noProposal = () =>
  problem(404, 'proposal-not-found', { zh: '这次试算没有建议', en: 'the trial has no proposal' });
