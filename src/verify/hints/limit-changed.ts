import type { Instant } from '../../domain/instant.js';
import { inForceAt } from '../facts.js';
import { groupBy } from '../group.js';
import type { VerifyLimit } from '../history.js';
import { dayNumbers, timeNumbers } from './figures.js';
import type { HintFacts } from './hint-facts.js';
import { type ExpectedHint, groupOfKey, type HintRule, latest, type StoredHint } from './hint.js';
import { CHANGE } from './parameters.js';

/** A version of an item, as far as its promise goes. */
export interface PromiseVersion {
  readonly id: number;
  readonly code: string;
  readonly version: number;
  readonly effectiveFrom: Instant | null;
  readonly createdAt: Instant;
  readonly name: string | null;
  readonly promised: VerifyLimit | null;
}

interface Change {
  readonly version: PromiseVersion;
  readonly was: number;
  readonly is: number;
}

interface Ended {
  readonly caseNo: string;
  readonly at: Instant;
  readonly settledAt: Instant;
  readonly isFormer: boolean;
}

/** Published ahead, it changes nothing before it is in force. */
const changedAt = ({ createdAt, effectiveFrom }: PromiseVersion): Instant =>
  Math.max(createdAt, effectiveFrom ?? createdAt);

/** The promise became longer shortly before decisions to which it applies. */
export class LimitChangedRule implements HintRule {
  readonly rules = ['H-LIMIT-CHANGED'];
  private readonly changes: ReadonlyMap<string, readonly Change[]>;
  private readonly ended = new Map<Change, Map<string, Ended[]>>();
  private readonly since: Instant;
  private readonly versions: ReadonlyMap<string, readonly PromiseVersion[]>;

  constructor(
    readonly ranAt: Instant,
    stored: readonly StoredHint[],
    versions: readonly PromiseVersion[],
  ) {
    this.since = ranAt - CHANGE.window;
    this.versions = groupBy(versions, ({ code }) => code);
    const named = new Set(stored.map(({ key }) => groupOfKey(key)));
    const isWanted = ({ version }: Change): boolean =>
      changedAt(version) >= this.since || named.has(`${version.code}|${version.version}`);
    const changes = versions.flatMap((version) => this.changeBy(version) ?? []).filter(isWanted);
    this.changes = groupBy(changes, ({ version }) => version.code);
  }

  learn(facts: HintFacts, settledAt: Instant, isFormer: boolean): void {
    const { caseNo, org, item, ended: at } = facts;
    if (org === undefined || item === undefined || at === undefined) return;
    for (const change of this.changes.get(item) ?? []) {
      const changed = changedAt(change.version);
      if (at <= changed || at > changed + CHANGE.after || !this.isUnder(change, facts)) continue;
      const orgs = this.ended.get(change) ?? new Map<string, Ended[]>();
      const ended = orgs.get(org) ?? [];
      ended.push({ caseNo, at, settledAt, isFormer });
      this.ended.set(change, orgs.set(org, ended));
    }
  }

  expected(): ExpectedHint[] {
    return [...this.ended].flatMap(([change, orgs]) =>
      [...orgs].flatMap(([org, all]) => {
        const cases = all.filter(({ isFormer }) => !isFormer);
        return cases.length > 0 ? [this.hintOf(change, org, cases, all)] : [];
      }),
    );
  }

  /** By the instant of the change, with which the window of a hint begins. */
  isCurrent({ from }: StoredHint): boolean {
    return from >= this.since;
  }

  restsOn({ key, org }: StoredHint): Instant {
    const change = [...this.ended.keys()].find(({ version: v }) => key === `${v.code}|${v.version}|${org}`);
    const ended = (change && this.ended.get(change)?.get(org ?? '')) ?? [];
    return latest(ended.map(({ settledAt }) => settledAt));
  }

  /** Only a promise in the same unit can be told to be longer. */
  private changeBy(version: PromiseVersion): Change | undefined {
    const former = this.versions.get(version.code)?.find((other) => other.version === version.version - 1);
    const [was, is] = [former?.promised, version.promised];
    if (typeof was?.amount !== 'number' || typeof is?.amount !== 'number' || was.unit !== is.unit) return undefined;
    return is.amount > was.amount ? { version, was: was.amount, is: is.amount } : undefined;
  }

  private isUnder({ version }: Change, { received, catalogueRevision }: HintFacts): boolean {
    const versions = this.versions.get(version.code) ?? [];
    return received !== undefined && inForceAt(versions, received, catalogueRevision) === version;
  }

  private hintOf(change: Change, org: string, cases: readonly Ended[], all: readonly Ended[]): ExpectedHint {
    const { code, version, name } = change.version;
    const changed = changedAt(change.version);
    const until = latest(cases.map(({ at }) => at));
    return {
      rule: 'H-LIMIT-CHANGED',
      key: `${code}|${version}|${org}`,
      org,
      item: code,
      from: changed,
      before: until + 1,
      cases: { ranked: cases.map(({ caseNo, at }) => ({ caseNo, rank: at })) },
      figures: { observed: [...timeNumbers(changed), change.was, change.is, ...dayNumbers(until), cases.length] },
      names: [`“${name}”`],
      isDue: changed >= this.since && changed < this.ranAt,
      settledAt: Math.max(changed, latest(all.map(({ settledAt }) => settledAt))),
    };
  }
}
