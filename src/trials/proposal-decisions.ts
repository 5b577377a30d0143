import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import { DataSource } from 'typeorm';
import type { StaleReason } from '../console/trials.protocol.js';
import { problem } from '../http/problem.js';
import type { Account } from '../identity/account.js';
import { Clock } from '../time/clock.js';
import {
  addCards,
  ENTRIES_AT_ONCE,
  nextOpen,
  type OpenEntry,
  revokeCards,
  staleEntries,
  writeDecisions,
} from './decision-chunk.js';
import type { TrialDraft } from './draft.js';
import { TrialDrafts } from './draft.service.js';
import type { DecisionInput } from './proposal.query.js';

/** A decision waits so long for a case that a delivery holds (milliseconds); what it has decided by then stays. */
const LOCK_TIMEOUT_MS = 3_000;

interface Asked {
  readonly proposal: number;
  readonly draft: TrialDraft;
}

/** How the entries that are meant have been decided before. */
interface Standing {
  readonly by: number;
  readonly meant: number;
  readonly decided: number;
  /** Otherwise than now, or by somebody else. */
  readonly otherwise: number;
}

/**
 * A person's word on a proposal: revocations, added cards, and what the consoles are told. Some entries at a time, so that
 * no delivery waits long for their cases; an interrupted one goes on when it is repeated.
 */
@Injectable()
export class ProposalDecisions {
  constructor(
    private readonly source: DataSource,
    private readonly drafts: TrialDrafts,
    private readonly clock: Clock,
  ) {}

  /** @throws 403 `second-person`; 404 `entry-not-found`; 409 `decided` */
  async decide(asked: Asked, input: DecisionInput, account: Account): Promise<void> {
    const { by: proposedBy } = await this.permit(asked.proposal, input, account);
    let decided = 0;
    for (let after = '0', more = true; more;) {
      const entries = await this.decideSome(asked, input, { by: account.id, proposedBy, after });
      after = entries.at(-1)?.id ?? after;
      decided += entries.length;
      more = entries.length === ENTRIES_AT_ONCE;
    }
    if (decided === 0) throw alreadyDecided();
  }

  private async permit(
    proposal: number,
    { decision, reason, entries }: DecisionInput,
    account: Account,
  ): Promise<Standing> {
    const [standing] = await this.source.query<Standing[]>(
      `SELECT p.created_by AS by, count(e.id)::int AS meant, count(d.entry)::int AS decided,
         count(d.entry) FILTER (WHERE d.by <> $3 OR d.reason <> $4 OR d.decision NOT IN ($5, 'stale'))::int AS otherwise
       FROM proposal p LEFT JOIN proposal_entry e ON e.proposal = p.id AND ($2::bigint[] IS NULL OR e.id = ANY($2))
       LEFT JOIN proposal_decision d ON d.entry = e.id WHERE p.id = $1 GROUP BY p.id`,
      [proposal, entries ?? null, account.id, reason, decision],
    );
    if (!standing || (entries && standing.meant < entries.length)) throw noSuchEntry();
    if (standing.by === account.id) throw needsSecondPerson();
    if (standing.decided === standing.meant || (entries && standing.otherwise > 0)) throw alreadyDecided();
    return standing;
  }

  private async decideSome(
    { proposal, draft }: Asked,
    { decision, reason, entries: named }: DecisionInput,
    { by, proposedBy, after }: { readonly by: number; readonly proposedBy: number; readonly after: string },
  ): Promise<OpenEntry[]> {
    const accepted = decision === 'accepted';
    const since = accepted ? await this.drafts.inForceSince(draft) : null;
    return this.source.transaction(async ({ queryRunner }) => {
      const client = (await queryRunner!.connect()) as pg.PoolClient;
      await client.query(`SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`);
      const entries = await nextOpen(client, proposal, named, after);
      const stale = accepted ? await staleEntries(client, entries, since) : new Map<string, StaleReason>();
      const standing = accepted ? entries.filter(({ id }) => !stale.has(id)) : [];
      const word = { decision, reason, by, proposedBy, now: this.clock.now() };
      await addCards(client, standing, word.now);
      await writeDecisions(client, entries, stale, word);
      await revokeCards(client, standing, word);
      return entries;
    });
  }
}

const needsSecondPerson = () =>
  problem(403, 'second-person', {
    zh: '须由提出建议的人以外的第二人决定',
    en: 'a second person decides it: the proposal is yours',
  });
const noSuchEntry = () =>
  problem(404, 'entry-not-found', { zh: '建议中没有这个条目', en: 'the proposal has no such entry' }, 'entries');
const alreadyDecided = () => problem(409, 'decided', { zh: '已经有过决定', en: 'it has been decided before' });
