import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import type { FindingExplanation, FindingStatus } from '../console/findings.protocol.js';
import { HOT_POOL } from '../database/database.module.js';
import { ms } from '../database/sql.js';
import type { CardExplanation } from '../domain/explanation.js';
import type { Instant } from '../domain/instant.js';
import type { CardLevel } from '../domain/standards.js';
import { type Account, canSee, visibleOrg } from '../identity/account.js';
import { insertCards } from '../supervision/card-writer.js';
import { noteRaised } from '../supervision/case-store.js';
import { inTransaction } from '../supervision/hot-pool.js';
import { Clock } from '../time/clock.js';
import type { Confirmation, Decision } from './finding.query.js';
import { alreadyDecided, hasChanged, isHint, needsReason, noSuchFinding } from './finding.problem.js';

interface LockedFinding {
  readonly id: string;
  readonly caseNo: string;
  readonly key: string;
  readonly rule: string;
  readonly ruleVersion: string;
  readonly level: CardLevel;
  readonly mode: 'confirm' | 'hint';
  readonly status: FindingStatus;
  readonly item: string | null;
  readonly org: string | null;
  readonly raisedAt: Instant;
  readonly dueAt: Instant | null;
  readonly explanation: FindingExplanation;
  readonly decidedAt: Instant | null;
  readonly decidedBy: number | null;
  readonly decider: string | null;
  readonly reason: string | null;
  readonly cardLevel: CardLevel | null;
  readonly digest: string;
}

/** A person's word on a finding, in one transaction: its status, its trace, and the card that it becomes. */
@Injectable()
export class FindingDecisions {
  constructor(
    @Inject(HOT_POOL) private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  /** @throws 404, 409 */
  decide(id: string, decision: Decision, account: Account): Promise<void> {
    return inTransaction(this.pool, async (client) => {
      const finding = await lock(client, id);
      if (!finding || !canSee(visibleOrg(account), finding.org)) throw noSuchFinding();
      if (finding.status !== 'pending') {
        if (isRepeated(finding, decision, account)) return;
        throw alreadyDecided(finding.status, finding.decider, finding.decidedAt ?? this.clock.now());
      }
      if (decision.digest !== undefined && decision.digest !== finding.digest) throw hasChanged();
      if (decision.status === 'confirmed' && finding.mode === 'hint') throw isHint();
      if (decision.status === 'confirmed' && isUnexplained(decision, finding.level)) throw needsReason();
      const now = this.clock.now();
      const card = decision.status === 'confirmed' ? await raise(client, finding, decision.level, now) : null;
      await note(client, finding, decision, { account, card, now });
    });
  }
}

/** Another level than the proposed one is a person's judgement, which the office concerned can read. */
const isUnexplained = ({ level, reason }: Confirmation, proposed: CardLevel): boolean =>
  level !== undefined && level !== proposed && reason === null;

/** An answer that was lost, asked for again: nothing happens twice. */
const isRepeated = (finding: LockedFinding, decision: Decision, account: Account): boolean =>
  finding.status === decision.status &&
  finding.decidedBy === account.id &&
  finding.reason === decision.reason &&
  (decision.status === 'dismissed' || finding.cardLevel === (decision.level ?? finding.level));

async function lock(client: pg.PoolClient, id: string): Promise<LockedFinding | undefined> {
  const { rows } = await client.query<LockedFinding>(
    `SELECT id::text AS id, case_no AS "caseNo", key, rule, rule_version AS "ruleVersion", level, mode, status, item, org,
       ${ms('raised_at')} AS "raisedAt", ${ms('due_at')} AS "dueAt", explanation, ${ms('decided_at')} AS "decidedAt",
       decided_by AS "decidedBy", reason, digest, (SELECT c.level FROM card c WHERE c.id = card_id) AS "cardLevel", (SELECT a.name FROM account a WHERE a.id = decided_by) AS decider
     FROM finding WHERE id = $1 FOR UPDATE`,
    [id],
  );
  return rows[0];
}

/** The card of a confirmed finding: a number of its own, and a change that shows it on the consoles. */
async function raise(
  client: pg.PoolClient,
  { caseNo, key, rule, ruleVersion, level, item, org, raisedAt, dueAt, explanation }: LockedFinding,
  chosen: CardLevel | undefined,
  now: Instant,
): Promise<string> {
  const explained: CardExplanation = { ...explanation, clock: null, ledger: [] };
  const card = {
    caseNo,
    rule,
    ruleVersion,
    level: chosen ?? level,
    breachKey: key,
    item,
    org,
    step: null,
    raisedAt,
    dueAt,
    explanation: JSON.stringify(explained),
  };
  await insertCards(client, [card], now);
  await noteRaised(client, caseNo, key);
  const { rows } = await client.query<{ id: string }>(
    'SELECT id::text AS id FROM card WHERE case_no = $1 AND breach_key = $2',
    [caseNo, key],
  );
  if (!rows[0]) throw new Error(`the card of finding ${key} of case ${caseNo} was not written`);
  return rows[0].id;
}

interface Decided {
  readonly account: Account;
  readonly card: string | null;
  readonly now: Instant;
}

async function note(
  client: pg.PoolClient,
  { id }: LockedFinding,
  { status, reason }: Decision,
  { account, card, now }: Decided,
): Promise<void> {
  const at = new Date(now).toISOString();
  await client.query(
    'UPDATE finding SET status = $2, decided_at = $3, decided_by = $4, reason = $5, card_id = $6 WHERE id = $1',
    [id, status, at, account.id, reason, card],
  );
  await client.query(
    `INSERT INTO finding_trace (finding_id, at, by, from_status, to_status, reason) VALUES ($1, $2, $3, 'pending', $4, $5)`,
    [id, at, account.id, status, reason],
  );
}
