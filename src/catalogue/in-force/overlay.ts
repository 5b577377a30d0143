import type { CatalogueKind } from '../../console/catalogue.protocol.js';
import type { WorkingCalendar } from '../../domain/calendar.js';
import type { Instant } from '../../domain/instant.js';
import type { ItemVersion, RuleProfile, Standards } from '../../domain/standards.js';
import type { StandardRefs } from './frozen-standards.js';
import { type ItemBody, judgedVersion } from '../items/item.js';
import type { ItemIndex } from '../items/item.index.js';
import type { Regime } from './regime.js';
import type { CatalogueStanding, Regimes } from './regimes.js';
import type { StandardIndex } from './standard.index.js';
import { type StoredVersion, startOf } from '../versions/version.js';

/** A draft, or a version that came into force later, as it is to be tried. The body has been validated. */
export interface OverlayDraft {
  readonly kind: CatalogueKind;
  readonly code: string;
  readonly body: unknown;
  /** Cases received earlier keep what they have; `null`: as if it had always been in force, instead of every version. */
  readonly effectiveFrom: Instant | null;
}

/** What of a case decides which standards it would have. */
export interface OverlaidCase {
  /** As frozen on the case; `ensure` them first. */
  readonly refs: StandardRefs & { readonly rev: number };
  readonly org: string | null;
  /** Receipt, else first acceptance; `undefined`: neither has been reported. */
  readonly received: Instant | undefined;
}

/** What an overlay reads of the catalogue. */
export interface OverlayParts {
  readonly regimes: Regimes;
  readonly standing: CatalogueStanding;
  readonly items: ItemIndex;
  readonly registered: StandardIndex;
  standards(refs: OverlaidCase['refs']): Standards;
}

/** Numbers of drafts that are tried: above every version, and no two alike. */
let nextId = Number.MAX_SAFE_INTEGER;

/** The standards of cases as they would be with a draft in force; nothing is written. */
export class Overlay {
  private readonly draft: StoredVersion;
  private readonly item?: ItemVersion;
  private readonly regime?: { readonly base: Regime; readonly tried: Regime };
  private readonly ofOrg = new Map<string | null, Partial<Pick<Standards, 'calendar' | 'profile'>>>();

  /** @throws Error when a calendar or profile of the draft can't be read */
  constructor(
    given: OverlayDraft,
    private readonly parts: OverlayParts,
  ) {
    const { items, regimes, standing } = parts;
    const version = (given.kind === 'items' ? (items.newest(given.code)?.version ?? 0) : 0) + 1;
    this.draft = { ...UNPUBLISHED, ...given, id: nextId--, version };
    if (given.kind === 'items')
      this.item = judgedVersion({ ...this.draft, body: given.body as ItemBody, createdBy: '' });
    if (given.kind === 'calendars' || given.kind === 'profiles')
      this.regime = { base: regimes.at(standing.at, standing.rev), tried: regimes.instead(this.draft, standing) };
  }

  standards({ refs, org, received }: OverlaidCase): Standards {
    const frozen = this.parts.standards(refs);
    if (startOf(this.draft) > (received ?? -Infinity)) return frozen;
    const { calendar = frozen.calendar, profile = frozen.profile } = this.instead(org);
    return { calendar, profile, itemAt: (code, at) => this.itemAt(code, at, refs.rev) };
  }

  private itemAt(code: string, at: Instant, rev: number): ItemVersion | undefined {
    const { items, registered } = this.parts;
    const known = items.at(code, at, rev);
    const item = this.item?.code === code && this.begins(at, known) ? this.item : known;
    return item && registered.join(item, at, rev, this.draft.kind === 'standards' ? this.draft : undefined);
  }

  /** A version that begins after the draft stays before it; one without a start is tried instead of every version. */
  private begins(at: Instant, known: ItemVersion | undefined): boolean {
    if (this.draft.effectiveFrom === null) return true;
    const start = startOf(this.draft);
    return start <= at && !(known && (known.effectiveFrom ?? -Infinity) > start);
  }

  /** The calendar and the profile that the draft gives to the cases of an organisation; absent: it changes nothing there. */
  private instead(org: string | null): Partial<Pick<Standards, 'calendar' | 'profile'>> {
    if (!this.regime) return {};
    const known = this.ofOrg.get(org);
    if (known) return known;
    const { base, tried } = this.regime;
    const found =
      this.draft.kind === 'calendars'
        ? { calendar: this.changed<WorkingCalendar>(base.calendars.forOrg(org), tried.calendars.forOrg(org), tried) }
        : { profile: this.changed<RuleProfile>(base.profiles.forOrg(org), tried.profiles.forOrg(org), tried) };
    this.ofOrg.set(org, found);
    return found;
  }

  private changed<T extends { readonly code: string }>(before: T, after: T, tried: Regime): T | undefined {
    const rests = tried.lineOf(this.draft.kind, after.code).includes(this.draft.code);
    return rests || before.code !== after.code ? after : undefined;
  }
}

const UNPUBLISHED = {
  origin: 'draft',
  createdAt: 0,
  createdBy: '',
  checker: null,
  note: null,
  draft: null,
} as const;
