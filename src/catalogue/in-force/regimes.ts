import type { Instant } from '../../domain/instant.js';
import { type KeptProfile, type Regime, boundariesOf, regimeAt } from './regime.js';
import { startOf, type StoredVersion } from '../versions/version.js';

/** Where the catalogue stood when a batch began. */
export interface CatalogueStanding {
  readonly rev: number;
  readonly at: Instant;
}

/** Regimes that are kept built. */
const MAX_KEPT = 32;

interface Found {
  readonly rev: number;
  readonly from: Instant;
  readonly until: Instant;
  readonly regime: Regime;
}

/** Which regime holds at an instant for the catalogue as it stood at some revision. */
export class Regimes {
  private readonly versions: StoredVersion[] = [];
  private readonly kept = new Map<string, Regime>();
  /** Every new case of a batch asks for the same. */
  private found?: Found;

  /** @param onUnread called when a regime begins with profiles that this edition of the program can't read */
  constructor(
    private readonly keptProfile: KeptProfile,
    private readonly onUnread: (refs: readonly string[]) => void = () => undefined,
  ) {}

  add(versions: readonly StoredVersion[]): void {
    this.versions.push(...versions.filter(({ kind }) => kind === 'calendars' || kind === 'profiles'));
    this.found = undefined;
  }

  /** @param rev versions with a higher number are not known yet */
  at(at: Instant, rev: number): Regime {
    const { found } = this;
    if (found?.rev === rev && found.from <= at && at < found.until) return found.regime;
    const known = this.versions.filter(({ id }) => id <= rev);
    const boundaries = boundariesOf(known);
    const from = boundaries.findLast((boundary) => boundary <= at) ?? boundaries[0] ?? at;
    const until = boundaries.find((boundary) => boundary > Math.max(at, from)) ?? Infinity;
    const regime = this.built(known, from);
    this.found = { rev, from: Math.min(from, at), until, regime };
    return regime;
  }

  /** While a version that begins at `from` would be in force: the regime then, and each one that begins later. */
  during({ kind, code }: Pick<StoredVersion, 'kind' | 'code'>, from: Instant, rev: number): Regime[] {
    const known = this.versions.filter(({ id }) => id <= rev);
    const next = known.filter((v) => v.kind === kind && v.code === code).map(startOf);
    const until = Math.min(Infinity, ...next.filter((start) => start > from));
    const later = boundariesOf(known).filter((boundary) => boundary > from && boundary < until);
    return [from, ...later].map((at) => this.at(at, rev));
  }

  /** Does another regime begin in (`after`, `now`]? */
  turned(after: Instant, now: Instant): boolean {
    return boundariesOf(this.versions).some((boundary) => boundary > after && boundary <= now);
  }

  /** The regime of a standing with one version instead of those of its kind and code. */
  instead(version: Pick<StoredVersion, 'id' | 'kind' | 'code' | 'body'>, { rev, at }: CatalogueStanding): Regime {
    const others = this.versions.filter(
      ({ id, kind, code }) => id <= rev && !(kind === version.kind && code === version.code),
    );
    return regimeAt([...others, { ...version, effectiveFrom: null }], at, this.keptProfile);
  }

  private built(known: readonly StoredVersion[], from: Instant): Regime {
    const key = `${known.at(-1)?.id ?? 0} ${from}`;
    const regime = this.kept.get(key) ?? this.build(known, from);
    this.kept.delete(key);
    this.kept.set(key, regime);
    const oldest = this.kept.size > MAX_KEPT ? this.kept.keys().next().value : undefined;
    if (oldest !== undefined) this.kept.delete(oldest);
    return regime;
  }

  private build(known: readonly StoredVersion[], from: Instant): Regime {
    const regime = regimeAt(known, from, this.keptProfile);
    if (regime.unread.length > 0) this.onUnread(regime.unread);
    return regime;
  }
}
