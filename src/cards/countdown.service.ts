import { Injectable } from '@nestjs/common';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import type { CardCountdown } from '../console/console.protocol.js';
import type { ClockKind } from '../domain/clock.js';
import { examine } from '../domain/examine.js';
import { limitUnit } from '../domain/limit.js';
import type { Standards } from '../domain/standards.js';
import { decodeCaseFile } from '../supervision/case-file-text.js';
import { Clock } from '../time/clock.js';
import type { BriefRow, StandingRow } from './card.row.js';
import { type CountedDue, countdownOf } from './countdown.js';

/** How far each card's case is from its next breach, by the standards that judge it. */
@Injectable()
export class CountdownService {
  constructor(
    private readonly catalogue: CatalogueService,
    private readonly clock: Clock,
  ) {}

  /** In the order of the cards; null for one without a case, and for a case whose standards are not stored. */
  async of(cards: readonly Pick<BriefRow, 'level' | 'standing'>[]): Promise<(CardCountdown | null)[]> {
    const standings = cards.flatMap(({ standing }) => standing ?? []);
    const rev = standings.reduce((newest, standing) => Math.max(newest, standing.rev), 0);
    if (rev > 0) await this.catalogue.ensure(rev, standings);
    const now = this.clock.now();
    return cards.map(({ level, standing }) => {
      if (!standing || this.catalogue.missing(standing).length > 0) return null;
      const standards = this.catalogue.standards(standing);
      return countdownOf(level, { ...standing, ...duesOf(standing, standards) }, standards.calendar, now);
    });
  }
}

function duesOf(standing: StandingRow, standards: Standards): Record<'promised' | 'statutory', CountedDue> {
  const { item: code, begunAt, promisedDue, statutoryDue } = standing;
  const item = code === null || begunAt === null ? undefined : standards.itemAt(code, begunAt);
  const unitOf = (kind: 'promised' | 'statutory') => (item === undefined ? undefined : limitUnit(kind, item));
  const paused = pausedIn(standing, standards);
  return {
    promised: { dueAt: promisedDue, unit: unitOf('promised'), paused: paused.has('promised') },
    statutory: { dueAt: statutoryDue, unit: unitOf('statutory'), paused: paused.has('statutory') },
  };
}

/** The clocks of a case that a pause holds at its own time. */
function pausedIn({ file, ownTime }: StandingRow, standards: Standards): ReadonlySet<ClockKind> {
  if (file === null || ownTime === null) return NONE;
  const { events, deemed } = decodeCaseFile(file);
  const { clocks } = examine(events, standards, ownTime, deemed);
  return new Set(clocks.filter(({ state }) => state === 'paused').map(({ kind }) => kind));
}

const NONE: ReadonlySet<ClockKind> = new Set();
